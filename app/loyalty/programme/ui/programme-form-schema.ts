import type { FieldMetadata, FormMetadata } from "@conform-to/react"
import { z } from "zod"
import { type ProgrammeForm, SECTION_FORMS, SECTION_NAMES } from "./programme-form.ts"
import { rulesFromForm } from "./rules-from-form.ts"

const shape = z.object(Object.fromEntries(SECTION_NAMES.map((name) => [name, SECTION_FORMS[name].shape])))

/** Posted fields to rules, in browser and server alike; messages are codes of errors.json. `currency` is the shop's. */
export function programmeFormSchema(currency: string) {
  return shape.transform((form, context) => {
    // Each section's shape stands under its name.
    const read = rulesFromForm(form as ProgrammeForm, currency)
    if (read.ok) return read.rules
    for (const { path, code } of read.problems) context.addIssue({ code: "custom", path, message: code })
    return z.NEVER
  })
}

export type ProgrammeFields = ReturnType<FieldMetadata<ProgrammeForm>["getFieldset"]>
export type ProgrammeFormMeta = FormMetadata<ProgrammeForm>

/** What every section of the form is given; `currency` is the shop's. */
export type SectionProps = { form: ProgrammeFormMeta; fields: ProgrammeFields; currency: string }
