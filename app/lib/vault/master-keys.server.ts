import { createHash, createSecretKey, type KeyObject } from "node:crypto"
import { KEY_BYTES } from "./envelope.server.ts"

/** The key that wraps every shop's keys; it lives in the environment only, never beside what it protects. */
export type MasterKey = { id: string; key: KeyObject }
export type MasterKeys = { current: MasterKey; byId: Map<string, MasterKey>; forDevelopment: boolean }

const HOW_TO_MAKE = "make one with: openssl rand -base64 32"

/**
 * REGULARS_MASTER_KEY (32 bytes in base64) wraps; REGULARS_MASTER_KEYS_OLD (comma-separated) only unwraps, while keys are
 * rotated. Outside production a fixed key serves when none is given. Throws in plain words.
 */
export function readMasterKeys(variables: Record<string, string | undefined>): MasterKeys {
  const given = variables.REGULARS_MASTER_KEY?.trim()
  if (!given && variables.NODE_ENV === "production")
    throw new Error(
      `REGULARS_MASTER_KEY is not set: without it personal data can be neither stored nor read; ${HOW_TO_MAKE}`,
    )
  const current = given ? masterKey("REGULARS_MASTER_KEY", given) : developmentKey()
  const old = (variables.REGULARS_MASTER_KEYS_OLD ?? "")
    .split(",")
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => masterKey("REGULARS_MASTER_KEYS_OLD", text))
  return { current, byId: new Map([...old, current].map((one) => [one.id, one])), forDevelopment: !given }
}

function masterKey(name: string, text: string): MasterKey {
  const key = Buffer.from(text, "base64")
  if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]+=*$/.test(text))
    throw new Error(`${name} is not ${KEY_BYTES} bytes in base64; ${HOW_TO_MAKE}`)
  return { id: idOf(key), key: createSecretKey(key) }
}

/** Tells keys apart and nothing about them. */
function idOf(key: Buffer): string {
  return createHash("sha256").update("regulars master key id").update(key).digest("hex").slice(0, 16)
}

function developmentKey(): MasterKey {
  const key = createHash("sha256").update("regulars development master key").digest()
  return { id: idOf(key), key: createSecretKey(key) }
}
