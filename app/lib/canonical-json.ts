/**
 * JSON with the keys of every object in order, so that equal things have equal text. As in JSON.stringify a member that is
 * undefined is left out and in a list it is null. For plain data: strings, numbers, booleans, null, lists, objects.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value)
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) {
    let items = ""
    for (const item of value) items += items === "" ? canonicalJson(item) : `,${canonicalJson(item)}`
    return `[${items}]`
  }
  let members = ""
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name]
    if (member === undefined) continue
    members += `${members === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}
