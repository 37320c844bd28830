import { type FormMetadata, FormProvider, getFormProps } from "@conform-to/react"
import { Form } from "@remix-run/react"
import { type FormEvent, type ReactNode, useEffect, useState } from "react"
import { useFirstClick, useSending } from "./deed.ts"
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
  /** Of a form in tabs: brings a field into view, and whether it is. */
  reveal?: (field: string) => void
  isShown?: (field: string) => boolean
  children: ReactNode
}

/**
 * The frame of a form (app/ui/README.md): what is wrong is summed up on top and said beside each field, it is sent once
 * however often it is clicked, and whoever leaves with something unsaved is asked.
 */
export function FormFrame<Fields extends Record<string, unknown>>(props: Props<Fields>) {
  const { form, save, failure, children, reveal, isShown } = props
  const [refusals, setRefusals] = useState(0)
  const { busy } = useSending()
  const isFirstClick = useFirstClick()
  const { onSubmit, ...formProps } = getFormProps(form)
  const element = () => document.getElementById(form.id) as HTMLFormElement | null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (busy) return event.preventDefault()
    onSubmit(event)
    if (event.defaultPrevented) setRefusals((count) => count + 1)
    else if (!isFirstClick(new FormData(event.currentTarget))) event.preventDefault()
  }
  useRevealWrong(form, refusals, reveal, isShown)
  return (
    <FormProvider context={form.context}>
      <FailureBanner failure={failure ?? null} />
      <Form method="post" {...formProps} onSubmit={submit}>
        <ErrorSummary form={form} reveal={reveal} />
        {children}
      </Form>
      {save === "bar" ? (
        <UnsavedBar
          id={`${form.id}-save-bar`}
          open={form.dirty}
          saving={busy}
          onSave={() => element()?.requestSubmit()}
          onDiscard={() => form.reset()}
        />
      ) : null}
      <LeaveGuard unsaved={form.dirty} asks={save === "bar" ? "shopify" : "we"} />
    </FormProvider>
  )
}

/** With each refusal the first wrong field is brought into view, unless one is seen already. */
function useRevealWrong<Fields extends Record<string, unknown>>(
  form: FormMetadata<Fields>,
  refusals: number,
  reveal: Props<Fields>["reveal"],
  isShown: Props<Fields>["isShown"],
) {
  const failed = form.status === "error"
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal, here or by the server
  useEffect(() => {
    const wrong = failed ? Object.keys(form.allErrors) : []
    if (wrong[0] !== undefined && !wrong.some((field) => isShown?.(field))) reveal?.(wrong[0])
  }, [failed, refusals])
}
