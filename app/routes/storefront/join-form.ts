import { z } from "zod"
import { AppError } from "#app/lib/errors.ts"
import { type BirthdayProblem, readBirthday } from "#app/loyalty/members/birthday.ts"
import type { MemberDetails } from "#app/loyalty/members/member-details.server.ts"

const MAX_BYTES = 4096
const MAX_NAME = 60

/** Nobody's name; control characters would also break what is written with it. */
const name = z
  .string()
  .trim()
  .max(MAX_NAME)
  .regex(/^\P{Cc}*$/u)

const detailsSchema = z.object({
  first_name: name.default(""),
  birth_day: z.string().default(""),
  birth_month: z.string().default(""),
  birth_year: z.string().default(""),
  /** A feast of the calendar of names; "": the first of the name; not sent: as it is. */
  name_day: z
    .string()
    .regex(/^[a-z0-9_]{0,40}$/)
    .nullable()
    .default(null),
})

/** Of our words the version, of the merchant's "own"; a page from before there were versions names none. */
const consentSchema = z.object({
  consent: z.literal("yes"),
  words: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("unnamed"),
})

/** Where a form without JavaScript goes back to: a path of the shop. */
const returnSchema = z.string().regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/)

export type FormFields = Record<string, unknown>

/** The fields of a posted form; it is small. */
export async function readForm(request: Request): Promise<FormFields> {
  const text = await request.text()
  if (text.length > MAX_BYTES) throw new AppError("too_large", "this form is small")
  return Object.fromEntries(new URLSearchParams(text))
}

/** To which words the shopper agreed; refuses a form without consent. */
export function readConsent(form: FormFields): { words: string } {
  const read = consentSchema.safeParse(form)
  if (!read.success) throw new AppError("bad_request", "joining needs consent")
  return { words: read.data.words }
}

/** What the shopper told, as far as the programme asks for it. A problem is of the birthday: of a name nothing is asked but length. */
export function readDetails(
  form: FormFields,
  ask: { birthday: boolean; name: boolean },
  today: Date,
): { ok: true; details: MemberDetails } | { ok: false; problem: BirthdayProblem } {
  const read = detailsSchema.safeParse(form)
  if (!read.success) throw new AppError("bad_request", "a name or date that no page of ours sends")
  const { birth_day: day, birth_month: month, birth_year: year, first_name, name_day: nameDay } = read.data
  const birthday = readBirthday({ day, month, year }, today)
  if (ask.birthday && !birthday.ok) return birthday
  return {
    ok: true,
    details: {
      birthday: ask.birthday && birthday.ok ? birthday.birthday : null,
      name: (ask.name && first_name) || null,
      ...(nameDay !== null && { nameDay }),
    },
  }
}

/** The path a form without JavaScript wants to go back to; else the account. */
export function returnPath(form: FormFields): string {
  const read = returnSchema.safeParse(form.return_to)
  return read.success ? read.data : "/account"
}
