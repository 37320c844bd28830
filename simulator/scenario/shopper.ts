/** A shopper at the storefront, as a browser without a screen: keeps cookies, follows what a form answers. */
export type Shopper = {
  logIn: (email: string) => Promise<void>
  register: (email: string, firstName: string, lastName: string) => Promise<void>
  addToCart: (variantId: string, quantity: number) => Promise<void>
  /** Buys what is in the cart; returns the order's id. */
  checkOut: (payment: "card" | "cash_on_delivery") => Promise<string>
  get: (path: string) => Promise<Response>
  /** Clicks Join in the panel. */
  join: () => Promise<void>
}

const PATIENCE_MS = 15_000

export function openStorefront(origin: string): Shopper {
  const cookies = new Map<string, string>()

  async function request(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "))
    const answer = await fetch(new URL(path, origin), {
      ...init,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1)
      const at = pair.indexOf("=")
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }

  /** Posts a form that must answer with a redirect; returns where to. */
  async function submit(path: string, fields: Record<string, string>): Promise<string> {
    const answer = await request(path, { method: "POST", body: new URLSearchParams(fields) })
    await answer.body?.cancel()
    const to = answer.headers.get("location")
    if (!to) throw new Error(`the storefront did not accept ${path}: HTTP ${answer.status}`)
    return to
  }

  return {
    logIn: async (email) => void (await submit("/account/login", { email })),
    register: async (email, first_name, last_name) =>
      void (await submit("/account/register", { email, first_name, last_name })),
    addToCart: async (variantId, quantity) =>
      void (await submit("/cart/add", { id: variantId, quantity: String(quantity) })),
    checkOut: async (payment) => {
      const to = await submit("/checkout", { payment, first_name: "Мария", last_name: "Иванова", city: "София" })
      const id = /thank-you\/(\d+)/.exec(to)?.[1]
      if (!id) throw new Error(`the checkout led to ${to}`)
      return id
    },
    get: (path) => request(path, { method: "GET" }),
    join: async () => {
      const init = {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({ consent: "yes" }),
      }
      const answer = await request("/apps/regulars/join", init)
      const words = await answer.text()
      if (!answer.ok) throw new Error(`joining was refused: HTTP ${answer.status} ${words.slice(0, 200)}`)
    },
  }
}
