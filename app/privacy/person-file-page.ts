/** The file a person is given; `places` are those of app/personal-data.server.ts that hold something. */
export type PersonFile = {
  shop: string
  requestId: string
  customerIds: string[]
  askedAt: string
  madeAt: string
  places: { place: string; holds: string; kept: string; data: unknown[] }[]
}

/** The same file as a page for reading: one heading a place, one table a row. Nothing in it is loaded from anywhere. */
export function personFilePage(file: PersonFile, title: string): string {
  const places = file.places.map(
    ({ place, holds, kept, data }) =>
      `<section><h2>${escaped(place)}</h2><p>${escaped(holds)} · ${escaped(kept)}</p>${data.map(table).join("")}</section>`,
  )
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:0 0 1rem}
th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{width:14rem;font-weight:600}
</style></head><body><h1>${escaped(title)}</h1><p>${escaped(file.shop)} · ${escaped(file.customerIds.join(", "))} · ${escaped(file.madeAt)}</p>
${places.join("\n")}</body></html>`
}

function table(row: unknown): string {
  const fields = row !== null && typeof row === "object" ? Object.entries(row) : [["", row] as const]
  const lines = fields.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(textOf(value))}</td></tr>`)
  return `<table>${lines.join("")}</table>`
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "–"
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] as string)
}
