import { type Text, useText } from "./text.tsx"

/** "too_large:max=365" → the words of errors.json with their numbers. A code without words says that the value is invalid. */
function errorText(text: Pick<Text, "coded" | "t" | "number">, code: string): string {
  const [name, ...pairs] = code.split(":")
  const params: Record<string, string> = {}
  for (const pair of pairs.join(":").split(",")) {
    const [key, value] = pair.split("=")
    if (key && value !== undefined) params[key] = /^\d+$/.test(value) ? text.number(Number(value)) : value
  }
  return text.coded(`errors:${name}`, params, text.t("errors:invalid"))
}

/** Says the first error of a field in words; undefined when there is none. */
export function useErrorWords(): (errors: string[] | undefined) => string | undefined {
  const text = useText()
  return (errors) => (errors?.[0] === undefined ? undefined : errorText(text, errors[0]))
}

/** The first error of a field in words; undefined when there is none. */
export function useErrorText(errors: string[] | undefined): string | undefined {
  return useErrorWords()(errors)
}
