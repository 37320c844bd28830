import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { box, readWhole, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

type MembersForm = { who: string; retroWindowDays: string; ask: { birthday: string; name: string } }

/** Who takes part, what earlier orders are worth at joining, what joining asks for. */
export const membersForm: SectionForm<ProgrammeRules["members"], MembersForm> = {
  shape: z
    .object({ who: text, retroWindowDays: text, ask: z.object({ birthday: text, name: text }).prefault({}) })
    .prefault({}),
  write: ({ who, retroWindowDays, ask }) => ({
    who,
    retroWindowDays: String(retroWindowDays),
    ask: { birthday: box(ask.birthday), name: box(ask.name) },
  }),
  read: ({ who, retroWindowDays, ask }, report) => ({
    who,
    retroWindowDays: readWhole(retroWindowDays, { max: 3650 }, ["retroWindowDays"], report),
    ask: { birthday: ask.birthday === "on", name: ask.name === "on" },
  }),
}

export const membersSettings = {
  who: (rules) => rules.members.who,
  retroWindowDays: (rules) => rules.members.retroWindowDays,
  askBirthday: (rules) => rules.members.ask.birthday,
  askName: (rules) => rules.members.ask.name,
} as const satisfies Settings
