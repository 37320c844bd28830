import { type CipherKey, createCipheriv, createDecipheriv, randomFillSync } from "node:crypto"

/**
 * A sealed value: format (1 byte), key version (4 bytes, big endian), nonce (12), ciphertext, tag (16). AES-256-GCM; the
 * header and `bound` (whose it is and where it stands) are authenticated, so that no value can be moved elsewhere.
 * Keys are KeyObjects: bytes would be checked and copied for each value, which costs more than sealing it.
 */
const FORMAT = 1
const HEADER_BYTES = 5
const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

/** A sealed value that cannot be opened: changed, moved, or sealed under a key that is gone. Never holds the value. */
export class SealError extends Error {
  constructor(message: string) {
    super(message)
    this.name = "SealError"
  }
}

/** How many bytes longer than its value a sealed value is. */
export const SEAL_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES

/** Seals `value` (it may be empty) under `key`, whose version goes into the header. */
export function seal(key: CipherKey, keyVersion: number, bound: string, value: Buffer): Buffer {
  const sealed = Buffer.allocUnsafe(SEAL_BYTES + value.length)
  sealInto(sealed, key, keyVersion, bound, value)
  return sealed
}

/** Like `seal`, but writes the SEAL_BYTES + value.length bytes to the start of `target`: nothing is allocated for them. */
export function sealInto(target: Buffer, key: CipherKey, keyVersion: number, bound: string, value: Buffer): void {
  target.writeUInt8(FORMAT, 0)
  target.writeUInt32BE(keyVersion, 1)
  const textAt = HEADER_BYTES + NONCE_BYTES
  randomFillSync(target, HEADER_BYTES, NONCE_BYTES)
  const cipher = createCipheriv("aes-256-gcm", key, target.subarray(HEADER_BYTES, textAt), { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.concat([target.subarray(0, HEADER_BYTES), Buffer.from(bound)]))
  cipher.update(value).copy(target, textAt)
  cipher.final() // of this cipher it is empty
  cipher.getAuthTag().copy(target, textAt + value.length)
}

/** Under which version of its key a value was sealed. Throws SealError when this is no sealed value. */
export function keyVersionOf(sealed: Buffer): number {
  if (sealed.length < SEAL_BYTES) throw new SealError("too short to be a sealed value")
  if (sealed.readUInt8(0) !== FORMAT) throw new SealError(`sealed in an unknown format (${sealed.readUInt8(0)})`)
  return sealed.readUInt32BE(1)
}

/** Opens what `seal` made with the same key and `bound`; anything else throws SealError. */
export function open(key: CipherKey, bound: string, sealed: Buffer): Buffer {
  keyVersionOf(sealed)
  const header = sealed.subarray(0, HEADER_BYTES)
  const nonce = sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES)
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.concat([header, Buffer.from(bound)]))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  try {
    const text = decipher.update(sealed.subarray(HEADER_BYTES + NONCE_BYTES, sealed.length - TAG_BYTES))
    return Buffer.concat([text, decipher.final()])
  } catch {
    throw new SealError("the sealed value was changed, or belongs elsewhere")
  }
}
