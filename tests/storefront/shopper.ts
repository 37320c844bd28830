import type { Hono } from "hono"
import { JSDOM } from "jsdom"

export type Answer = { status: number; html: string; document: Document; location: string | null }

/** One browser without JavaScript: keeps its cookies, reads pages as documents. */
export function createShopper(storefront: Hono) {
  const cookies = new Map<string, string>()

  async function visit(path: string, form?: Record<string, string>): Promise<Answer> {
    const headers = new Headers()
    if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "))
    const init: RequestInit = { headers }
    if (form) {
      init.method = "POST"
      init.body = new URLSearchParams(form)
    }
    const response = await storefront.request(`http://storefront.test${path}`, init)
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = (line.split(";")[0] as string).split("=", 2)
      cookies.set(name as string, value as string)
    }
    const html = await response.text()
    const { document } = new JSDOM(html).window
    return { status: response.status, html, document, location: response.headers.get("location") }
  }

  return {
    visit,
    cookies,
    signIn: (email: string) => visit("/account/login", { email }),
  }
}

/** What a reader sees of an element: text without hidden parts, whitespace evened out. */
export function textOf(element: Element | null): string {
  if (!element) return ""
  const copy = element.cloneNode(true) as Element
  for (const unseen of copy.querySelectorAll("[hidden], template, noscript, script, style")) unseen.remove()
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim()
}
