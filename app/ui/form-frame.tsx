import { type FormMetadata, FormProvider, getFormProps } from "@conform-to/react"
import { Form, useNavigation } from "@remix-run/react"
import type { FormEvent, ReactNode } from "react"
import { ErrorSummary } from "./error-summary.tsx"
import { FailureBanner } from "./failure-banner.tsx"
import { LeaveGuard } from "./leave-guard.tsx"
import { UnsavedBar } from "./save-bar.tsx"

type Props<Fields extends Record<string, unknown>> = {
  form: FormMetadata<Fields>
  /** "bar": Shopify's save bar appears with the first change. "own": the form's children bring a button. */
  save: "bar" | "own"
  /** Why nothing was done, beyond the fields: a code of errors.json. */
  failure?: string | null
  children: ReactNode
}

/**
 * The frame of a form (app/ui/README.md): what is wrong is summed up on top and said beside each field, it is sent once
 * however often it is clicked, and whoever leaves with something unsaved is asked.
 */
export function FormFrame<Fields extends Record<string, unknown>>({ form, save, failure, children }: Props<Fields>) {
  const sending = useNavigation().state !== "idle"
  const { onSubmit, ...formProps } = getFormProps(form)
  const element = () => document.getElementById(form.id) as HTMLFormElement | null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (sending) event.preventDefault()
    else onSubmit(event)
  }
  return (
    <FormProvider context={form.context}>
      <FailureBanner failure={failure ?? null} />
      <Form method="post" {...formProps} onSubmit={submit}>
        <ErrorSummary form={form} />
        {children}
      </Form>
      {save === "bar" ? (
        <UnsavedBar
          id={`${form.id}-save-bar`}
          open={form.dirty}
          saving={sending}
          onSave={() => element()?.requestSubmit()}
          onDiscard={() => form.reset()}
        />
      ) : null}
      <LeaveGuard unsaved={form.dirty} asks={save === "bar" ? "shopify" : "we"} />
    </FormProvider>
  )
}
