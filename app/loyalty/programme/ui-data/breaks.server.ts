import { TZDate } from "@date-fns/tz"
import { LOCALES } from "#app/i18n/locales.ts"
import { covers, type WhatRests, whatRests } from "../pause.ts"
import { endPause, listPauses, type NewPause, type PauseRecord, startPause, undoPause } from "../pauses.server.ts"
import { endTest, findRunningTest, startTest } from "../test-mode.server.ts"
import { pauseFormSchema, testFormSchema } from "../ui/break-forms.ts"

/** A pause as the page shows it. */
export type PauseView = {
  pauseId: string
  what: WhatRests
  fromAt: string
  toAt: string | null
  running: boolean
  undone: boolean
}

export type TestView = { tag: string; fromAt: string }

export async function getBreaks(shop: string, at: Date): Promise<{ pauses: PauseView[]; test: TestView | null }> {
  const [pauses, test] = await Promise.all([listPauses(shop), findRunningTest(shop)])
  return {
    pauses: pauses.map((pause) => viewOf(pause, at)),
    test: test && { tag: test.tag, fromAt: test.fromAt.toISOString() },
  }
}

function viewOf(pause: PauseRecord, at: Date): PauseView {
  const { pauseId, fromAt, toAt, undoneAt } = pause
  return {
    pauseId,
    what: whatRests(pause),
    fromAt: fromAt.toISOString(),
    toAt: toAt?.toISOString() ?? null,
    running: undoneAt === null && covers(pause, at),
    undone: undoneAt !== null,
  }
}

type Change = { ok: true } | { ok: false; reason: string }

/** What a posted form asks for: a pause or a test begins, ends or is taken back. */
export async function changeBreak(
  form: FormData,
  { shop, staff, timezone, at }: { shop: string; staff: string; timezone: string; at: Date },
): Promise<Change> {
  const text = (name: string) => String(form.get(name) ?? "").trim()
  switch (text("do")) {
    case "startPause": {
      const pause = readPause(form, timezone)
      return pause ? startPause(shop, pause, staff, at) : { ok: false, reason: "bad_request" }
    }
    case "endPause":
      return endPause(shop, staff, at)
    case "undoPause":
      return undoPause(shop, text("id"), staff, at)
    case "startTest": {
      const { success, data } = testFormSchema.safeParse(Object.fromEntries(form))
      return success ? startTest(shop, data.tag, staff, at) : { ok: false, reason: "tag_missing" }
    }
    case "endTest":
      return endTest(shop, text("outcome") === "keep" ? "keep" : "remove", staff, at)
    default:
      return { ok: false, reason: "bad_request" }
  }
}

/** A posted pause; its end is read in the shop's zone. Null: the form was not filled in as it should be. */
function readPause(form: FormData, timezone: string): NewPause | null {
  const parsed = pauseFormSchema.safeParse(Object.fromEntries(form))
  if (!parsed.success) return null
  const { what, until, ...rest } = parsed.data as Record<string, string>
  const toAt = until ? inZone(until, timezone) : null
  const notice = LOCALES.flatMap((locale) => (rest[`notice_${locale}`] ? [[locale, rest[`notice_${locale}`]]] : []))
  return { earning: what !== "spending", spending: what !== "earning", toAt, notice: Object.fromEntries(notice) }
}

function inZone(local: string, timezone: string): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = local.split(/[-T:]/).map(Number)
  return new Date(new TZDate(year, month - 1, day, hour, minute, timezone).getTime())
}
