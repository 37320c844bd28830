import { type ProgrammeRules, programmeRulesSchema } from "../programme-rules.ts"
import { type ProgrammeForm, SECTION_FORMS, SECTION_NAMES } from "./programme-form.ts"
import type { SectionForm } from "./section-form.ts"

/** Where in the form something is wrong, and the key of the words for it in errors.json ("too_large:max=365"). */
export type FormProblem = { path: (string | number)[]; code: string }

/** Reads the form back into rules, section by section; everything wrong is named at its field. */
export function rulesFromForm(
  form: ProgrammeForm,
  currency: string,
): { ok: true; rules: ProgrammeRules } | { ok: false; problems: FormProblem[] } {
  const problems: FormProblem[] = []
  const sections = SECTION_NAMES.map((name) => {
    // Name and section belong together; the compiler cannot follow that through a list.
    const { read } = SECTION_FORMS[name] as unknown as SectionForm<unknown, unknown>
    return [name, read(form[name], (path, code) => problems.push({ path: [name, ...path], code }), currency)]
  })
  if (problems.length > 0) return { ok: false, problems }
  // What is read is checked once more by the programme's own schema, whose word is the last.
  const checked = programmeRulesSchema.safeParse({ schema: 1, ...Object.fromEntries(sections) })
  if (checked.success) return { ok: true, rules: checked.data }
  for (const issue of checked.error.issues) {
    const path = issue.path.filter((part): part is string | number => typeof part !== "symbol")
    problems.push({ path, code: issue.code === "custom" ? issue.message : "invalid" })
  }
  return { ok: false, problems }
}
