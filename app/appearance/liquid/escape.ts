const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Text made harmless in HTML, in and outside of attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
}

const ESCAPES: Record<string, string> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" }

/** JSON that can stand in a page: no character of it can end a tag. */
export function pageJson(value: unknown): string {
  return JSON.stringify(value ?? null).replace(/[<>&]/g, (character) => ESCAPES[character] as string)
}
