import { InlineError } from "@shopify/polaris"
import { useId } from "react"

/** An error that belongs to a group of fields rather than to one. */
export function FieldProblem({ message }: { message: string | undefined }) {
  const id = useId()
  return message === undefined ? null : <InlineError message={message} fieldID={id} />
}
