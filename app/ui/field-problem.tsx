import { InlineError } from "@shopify/polaris"

/** An error that belongs to a group of fields rather than to one. */
export function FieldProblem({ message, id = "group" }: { message: string | undefined; id?: string }) {
  return message === undefined ? null : <InlineError message={message} fieldID={id} />
}
