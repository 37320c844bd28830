/**
 * Whether bytes are a JSON object, without building it: webhooks are checked at the door and read later, and building
 * every object only to throw it away would cost half of the door's time. RFC 8259; the bytes must be UTF-8.
 */
export type JsonFault = "broken" | "too_deep"

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const DOT = 0x2e
const COLON = 0x3a
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** What may come next. */
const VALUE = 0
const VALUE_OR_END = 1
const KEY = 2
const KEY_OR_END = 3
const COMMA_OR_END = 4

/** Null when `bytes` are exactly one JSON object nested at most `deepest` levels, else what is wrong. */
export function findJsonFault(bytes: Uint8Array, deepest: number): JsonFault | null {
  const inObject: boolean[] = []
  let state = VALUE
  let at = skipSpace(bytes, 0)
  if (bytes[at] !== OPEN_OBJECT) return "broken"
  while (at < bytes.length) {
    const byte = bytes[at] as number
    if (state === COMMA_OR_END && byte === COMMA) {
      state = inObject[inObject.length - 1] ? KEY : VALUE
      at += 1
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      const mayEnd = state === COMMA_OR_END || state === (byte === CLOSE_OBJECT ? KEY_OR_END : VALUE_OR_END)
      if (!mayEnd || inObject.pop() !== (byte === CLOSE_OBJECT)) return "broken"
      if (inObject.length === 0) return skipSpace(bytes, at + 1) === bytes.length ? null : "broken"
      state = COMMA_OR_END
      at += 1
    } else if (state === KEY || state === KEY_OR_END) {
      at = skipSpace(bytes, byte === QUOTE ? endOfString(bytes, at) : bytes.length)
      if (bytes[at] !== COLON) return "broken"
      state = VALUE
      at += 1
    } else if (state === COMMA_OR_END) {
      return "broken"
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      inObject.push(byte === OPEN_OBJECT)
      if (inObject.length > deepest) return "too_deep"
      state = byte === OPEN_OBJECT ? KEY_OR_END : VALUE_OR_END
      at += 1
    } else {
      at = byte === QUOTE ? endOfString(bytes, at) : endOfPlain(bytes, at)
      state = COMMA_OR_END
    }
    at = skipSpace(bytes, at)
  }
  return "broken"
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  let byte = bytes[at]
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
    at += 1
    byte = bytes[at]
  }
  return at
}

/** The place after the string that opens at `from`; beyond the end when it is broken. */
function endOfString(bytes: Uint8Array, from: number): number {
  const { length } = bytes
  for (let at = from + 1; at < length; at += 1) {
    const byte = bytes[at] as number
    if (byte > BACKSLASH) continue // most letters: one comparison each
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at += escapeLength(bytes, at) - 1
    else if (byte < 0x20) break
  }
  return length + 1
}

/** Length of an escape; beyond all bounds when it is none. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at + 1]
  if (byte === undefined) return Number.MAX_SAFE_INTEGER / 2
  if ('"\\/bfnrt'.includes(String.fromCharCode(byte))) return 2
  if (byte !== 0x75) return Number.MAX_SAFE_INTEGER / 2
  for (let digit = 2; digit < 6; digit += 1) if (!isHex(bytes[at + digit])) return Number.MAX_SAFE_INTEGER / 2
  return 6
}

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}

/** The place after a number, true, false or null; beyond the end when it is none of them. */
function endOfPlain(bytes: Uint8Array, from: number): number {
  for (const word of ["true", "false", "null"]) if (isWord(bytes, from, word)) return from + word.length
  return endOfNumber(bytes, from)
}

function isWord(bytes: Uint8Array, from: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) if (bytes[from + index] !== word.charCodeAt(index)) return false
  return true
}

function endOfNumber(bytes: Uint8Array, from: number): number {
  const broken = bytes.length + 1
  let at = bytes[from] === MINUS ? from + 1 : from
  const whole = skipDigits(bytes, at)
  if (whole === at || (bytes[at] === 0x30 && whole > at + 1)) return broken
  at = whole
  if (bytes[at] === DOT) {
    const fraction = skipDigits(bytes, at + 1)
    if (fraction === at + 1) return broken
    at = fraction
  }
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at
  const signed = bytes[at + 1] === 0x2b || bytes[at + 1] === MINUS ? at + 2 : at + 1
  const exponent = skipDigits(bytes, signed)
  return exponent === signed ? broken : exponent
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) at += 1
  return at
}
