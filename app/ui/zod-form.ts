import { type DefaultValue, type FormMetadata, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import type { ZodType } from "zod"

type Asked<Fields> = {
  /** Of the form in the page; of two forms alike, each has its own. */
  id: string
  /** The same as the server's: what it refuses is said before anything is sent. Messages are codes of errors.json. */
  schema: ZodType
  /** In the order of the page: the form compares it as text with what stands there to know whether something is unsaved. */
  defaultValue: Fields
  /** What the server refused; its words stand beside the fields, and what was typed stays. */
  refused: SubmissionResult | undefined
}

/**
 * A form whose fields are texts, checked by one zod schema in browser and server. Before the first try to send nothing is
 * marked wrong; after it, a field's error goes as soon as it is put right.
 */
export function useZodForm<Fields extends Record<string, unknown>>({
  id,
  schema,
  defaultValue,
  refused,
}: Asked<Fields>) {
  return useForm<Fields, unknown>({
    id,
    lastResult: refused as SubmissionResult<string[]> | undefined,
    defaultValue: defaultValue as DefaultValue<Fields>,
    // Radio buttons have names of their own, which only group them; the field itself carries the value.
    shouldDirtyConsider: (name) => name in defaultValue,
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema, disableAutoCoercion: true }) as never,
  })
}

export type ZodForm<Fields extends Record<string, unknown>> = FormMetadata<Fields>

/** What an action answers: done, refused in its fields, or not done for another reason (a code of errors.json). */
type Answer = { ok: true } | { ok: false; submission: SubmissionResult } | { ok: false; failure: string } | undefined

/** The fields' part of an answer; undefined: nothing of the kind. */
export function refusedFields(answer: Answer): SubmissionResult | undefined {
  return answer && !answer.ok && "submission" in answer ? answer.submission : undefined
}

/** The code of why nothing was done, beyond the fields; null: no such reason. */
export function failureOf(answer: Answer): string | null {
  return answer && !answer.ok && "failure" in answer ? answer.failure : null
}
