/** The JSON of a block's or section's {% schema %}; null when it has none. Throws on broken JSON. */
export function readSchema(source: string): BlockSchema | null {
  const match = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)
  return match ? (JSON.parse(match[1] as string) as BlockSchema) : null
}

type SettingSchema = {
  type: string
  id?: string
  label?: string
  content?: string
  info?: string
  default?: unknown
  options?: { value: string; label: string }[]
  min?: number
  max?: number
  step?: number
  unit?: string
  autofill?: boolean
}

export type BlockSchema = {
  name: string
  target: "section" | "body" | "head" | "compliance_head"
  stylesheet?: string
  javascript?: string
  settings?: SettingSchema[]
  [field: string]: unknown
}
