import type { z } from "zod"
import type { ProgrammeRules } from "../programme-rules.ts"

/** The sections of a programme's rules, each with a form of its own. */
export type SectionName = Exclude<keyof ProgrammeRules, "schema">

/** Notes that something in the section is wrong: where in its form, and the key of the words for it in errors.json. */
export type Report = (path: (string | number)[], code: string) => void

/**
 * How a section of the rules stands in the programme's form. Every value is the text a merchant sees and types, a checkbox
 * is "on" or "". For any valid rules, `read` gives what `write` was given.
 */
export type SectionForm<Rules, Form> = {
  /** A text that was not sent is "". */
  shape: z.ZodType<Form>
  /** Rules as texts, in the order of the page; sums of spend are in `currency`, the shop's. */
  write: (rules: Rules, currency: string) => Form
  /** Everything wrong is reported at its field; nothing is corrected behind the merchant's back. */
  read: (form: Form, report: Report, currency: string) => unknown
}

/** A switch, a number, one of a closed list, or names joined by ", ". */
export type SettingValue = boolean | number | string

/** Settings of a section by name, as told before a publication; their words are `programme.changes.settings.<name>`. */
export type Settings = Record<string, (rules: ProgrammeRules) => SettingValue>
