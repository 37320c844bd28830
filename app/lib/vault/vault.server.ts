import { createHmac, type KeyObject } from "node:crypto"
import pg from "pg"
import { log } from "../log.server.ts"
import { scopedDoor } from "../scoped-statement.server.ts"
import { surviveLoss } from "../survive-loss.server.ts"
import { keyVersionOf, open, SealError, seal, sealInto } from "./envelope.server.ts"
import { type MasterKeys, readMasterKeys } from "./master-keys.server.ts"
import { type ContactKind, normalContact } from "./normal-contact.ts"
import { addDataKey, destroyKeys, type Keyring, loadKeyring, rewrapKeys } from "./shop-keys.server.ts"

/**
 * Where personal data is sealed and opened (docs/decisions/013-sealed-personal-data.md). `place` says where a value
 * stands, down to the row ("Customer gid://…"): it opens nowhere else.
 */

/** What of one shop needs no waiting once its keys are here: for code that must not, as the door for webhooks. */
export type Vault = {
  seal: (place: string, value: Buffer | string) => Buffer
  /** Seals bytes into the start of `target`, where SEAL_BYTES more than their own are needed. */
  sealInto: (target: Buffer, place: string, value: Buffer) => void
  /** The value's blind index; null: there is nothing to look up. */
  blindIndex: (kind: ContactKind, value: string | null | undefined) => Buffer | null
  /** A name for a text that tells nothing about it, and is the same for the same text. */
  fingerprint: (text: string) => string
}

/** A sealed value and where it stands. */
export type SealedItem = { place: string; sealed: Buffer }

/** How long keys are used before they are looked up again (behind the back of whoever uses them). */
const FRESH_MS = 60_000
/** Longer than this nobody seals with keys that were not looked up again; old keys are destroyed only well after it. */
const STALE_MS = 180_000
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 4_500

type Cached = { ring: Promise<Keyring>; loadedMs: number; renewing: boolean }
type Held = { url: string; pool: pg.Pool; masters: MasterKeys; rings: Map<string, Cached> }
// On globalThis because the server file and the built pages are two copies of this module in one process.
const holder = globalThis as typeof globalThis & { regularsVault?: Held }

/** The vault of a shop; its first call in a process reads (or makes) the shop's keys. */
export async function vaultOf(shop: string): Promise<Vault> {
  const ring = await ringOf(shop)
  const { newest } = ring
  const key = ring.data.get(newest) as KeyObject
  return {
    seal: (place, value) =>
      seal(key, newest, boundTo(shop, place), typeof value === "string" ? Buffer.from(value) : value),
    sealInto: (target, place, value) => sealInto(target, key, newest, boundTo(shop, place), value),
    blindIndex: (kind, value) => {
      const normal = normalContact(kind, value)
      return normal === null ? null : createHmac("sha256", ring.index).update(`${kind}\0${normal}`).digest()
    },
    fingerprint: (text) => createHmac("sha256", ring.index).update(`text\0${text}`).digest("hex").slice(0, 32),
  }
}

/** Seals a value (it may be empty) for its place in a shop. */
export async function sealFor(shop: string, place: string, value: Buffer | string): Promise<Buffer> {
  return (await vaultOf(shop)).seal(place, value)
}

/** Opens a value sealed for this place of this shop. Throws SealError when it was changed, moved, or its key is gone. */
export async function openFor(shop: string, place: string, sealed: Buffer): Promise<string> {
  return openWith(await ringFor(shop, [{ place, sealed }]), shop, { place, sealed }).toString("utf8")
}

/**
 * Opens many values of a shop at once, in their order. One that does not open (its key is gone, or it was changed) is null
 * and told to the log: a list must not be lost for one of its rows.
 */
export async function openAllFor(shop: string, items: SealedItem[]): Promise<(Buffer | null)[]> {
  if (items.length === 0) return []
  const ring = await ringFor(shop, items)
  return items.map((item) => {
    try {
      return openWith(ring, shop, item)
    } catch (error) {
      log.error({ shop, ids: [item.place], error: String(error) }, "a sealed value does not open")
      return null
    }
  })
}

/** HMAC of the normal form of an e-mail address or phone number, for exact look-ups. Null: nothing to look up. */
export async function blindIndex(
  shop: string,
  kind: ContactKind,
  value: string | null | undefined,
): Promise<Buffer | null> {
  return (await vaultOf(shop)).blindIndex(kind, value)
}

/** Destroys all keys of a shop for good. Other processes notice within three minutes. */
export async function destroyShopKeys(shop: string): Promise<void> {
  await destroyKeys(scopedDoor(held().pool, shop), shop)
  forgetKeys(shop)
}

/** The newest version of a shop's data key, looked up now: what is sealed under an older one can be sealed anew. */
export async function newestKeyVersion(shop: string): Promise<number> {
  return (await renew(shop)).newest
}

/** Makes a new data key for a shop, which seals from now on. Returns its version. */
export async function addShopKey(shop: string): Promise<number> {
  const { pool, masters } = held()
  const version = await addDataKey(scopedDoor(pool, shop), shop, masters)
  forgetKeys(shop)
  return version
}

/** Destroys all data keys of a shop but the newest. */
export async function destroyOlderKeys(shop: string): Promise<void> {
  const newest = await newestKeyVersion(shop)
  await destroyKeys(scopedDoor(held().pool, shop), shop, newest)
  forgetKeys(shop)
}

/** Wraps a shop's keys by the current master key. Returns how many were wrapped by another. */
export async function rewrapShopKeys(shop: string): Promise<number> {
  const { pool, masters } = held()
  return rewrapKeys(scopedDoor(pool, shop), shop, masters)
}

/** Tells the current master key from others. */
export function masterKeyId(): string {
  return held().masters.current.id
}

/** Forgets a shop's keys in this process: they were changed or destroyed. */
export function forgetKeys(shop: string): void {
  holder.regularsVault?.rings.delete(shop)
}

const boundTo = (shop: string, place: string) => `${shop}\0${place}`

function openWith(ring: Keyring, shop: string, { place, sealed }: SealedItem): Buffer {
  const key = ring.data.get(keyVersionOf(sealed))
  if (!key) throw new SealError(`sealed under a key that is gone (version ${keyVersionOf(sealed)})`)
  return open(key, boundTo(shop, place), sealed)
}

/** The keys for these values: looked up again when another process has made a newer one since we looked. */
async function ringFor(shop: string, items: SealedItem[]): Promise<Keyring> {
  const ring = await ringOf(shop)
  return items.some(({ sealed }) => sealed.length > 4 && sealed.readUInt32BE(1) > ring.newest) ? renew(shop) : ring
}

function ringOf(shop: string): Promise<Keyring> {
  const cached = held().rings.get(shop)
  const ageMs = cached ? performance.now() - cached.loadedMs : Number.POSITIVE_INFINITY
  if (!cached || ageMs > STALE_MS) return renew(shop)
  if (ageMs > FRESH_MS && !cached.renewing) {
    cached.renewing = true
    renew(shop).catch(() => {
      // The database rests: the keys we have still serve, and the next call asks again.
    })
  }
  return cached.ring
}

async function renew(shop: string): Promise<Keyring> {
  const { rings, pool, masters } = held()
  const before = rings.get(shop)
  const ring = loadKeyring(scopedDoor(pool, shop), shop, masters)
  if (!before) rings.set(shop, { ring, loadedMs: performance.now(), renewing: false })
  try {
    const loaded = await ring
    rings.set(shop, { ring, loadedMs: performance.now(), renewing: false })
    return loaded
  } catch (error) {
    if (before) before.renewing = false
    else rings.delete(shop)
    throw error
  }
}

/**
 * Keys travel over a connection of their own: they are asked for from within transactions, which may hold every
 * connection of the common pool while they wait.
 */
function held(): Held {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error("DATABASE_URL is not set: point it at a PostgreSQL 15+ database (README: real store)")
  if (holder.regularsVault?.url !== url) {
    const pool = new pg.Pool({
      connectionString: url,
      max: 1,
      allowExitOnIdle: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
    })
    surviveLoss(pool)
    holder.regularsVault = { url, pool, masters: readMasterKeys(process.env), rings: new Map() }
  }
  return holder.regularsVault
}
