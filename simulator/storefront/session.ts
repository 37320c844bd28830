import { createHmac, timingSafeEqual } from "node:crypto"
import type { Context } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import type { Id } from "#simulator/world/order.ts"

export type CartLine = { variantId: Id; quantity: number }

/** What one browser is to the shop: who is signed in, what lies in the cart. */
/** `code`: of a link to /discount/CODE, for the checkout. */
export type Session = { customerId: Id | null; cart: CartLine[]; code?: string }

const COOKIE = "shop_session"
const MAX_LINES = 40

function sign(text: string, secret: string): string {
  return createHmac("sha256", `storefront session ${secret}`).update(text).digest("base64url")
}

function open(sealed: string | undefined, secret: string): Session | null {
  const [text, signature] = sealed?.split(".") ?? []
  if (!text || !signature) return null
  const expected = Buffer.from(sign(text, secret))
  const given = Buffer.from(signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
  return JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Session
}

/** The browser's session from its signed cookie; an absent or altered one is an empty session. */
export function readSession(c: Context, secret: string): Session {
  return open(getCookie(c, COOKIE), secret) ?? { customerId: null, cart: [] }
}

/** Writes the session back as a signed cookie. */
export function writeSession(c: Context, session: Session, secret: string): void {
  const kept = { ...session, cart: session.cart.slice(0, MAX_LINES) }
  const text = Buffer.from(JSON.stringify(kept)).toString("base64url")
  setCookie(c, COOKIE, `${text}.${sign(text, secret)}`, { httpOnly: true, sameSite: "Lax", path: "/" })
}

/** The cart with `quantity` more of a variant (a new line goes on top), or exactly `quantity` when `exact`; 0 removes. */
export function changeCart(cart: CartLine[], variantId: Id, quantity: number, exact = false): CartLine[] {
  const before = cart.find((line) => line.variantId === variantId)?.quantity ?? 0
  const after = Math.min(999, Math.max(0, exact ? quantity : before + quantity))
  const known = cart.some((line) => line.variantId === variantId)
  const lines = known ? cart : [{ variantId, quantity: 0 }, ...cart]
  return lines
    .map((line) => (line.variantId === variantId ? { ...line, quantity: after } : line))
    .filter((line) => line.quantity > 0)
}
