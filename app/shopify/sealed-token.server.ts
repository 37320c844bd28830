import { log } from "#app/lib/log.server.ts"
import { openFor, sealFor } from "#app/lib/vault/vault.server.ts"

/** A token as it stands in a text column; one without the mark was stored before there were keys. */
export const SEALED_TOKEN = "sealed:"
const PLACE = "Session token"

export const isSealedToken = (stored: string) => stored.startsWith(SEALED_TOKEN)

/** Seals a shop's access or refresh token. */
export async function sealToken(shop: string, token: string): Promise<string> {
  return SEALED_TOKEN + (await sealFor(shop, PLACE, token)).toString("base64")
}

/** The token; null when its key is gone: then it is as if there were none. */
export async function openToken(shop: string, stored: string): Promise<string | null> {
  if (!isSealedToken(stored)) return stored
  try {
    return await openFor(shop, PLACE, Buffer.from(stored.slice(SEALED_TOKEN.length), "base64"))
  } catch (error) {
    if ((error as Error).name !== "SealError") throw error
    log.error({ shop, error: String(error) }, "a token does not open; the shop's permission counts as gone")
    return null
  }
}
