/**
 * JSON.parse that loses no digit: a number that a JavaScript number cannot hold exactly as written (5085215785508999999,
 * 12.50), and every whole number beyond 2^53, stays the string it was written as, so that ids of one size have one shape.
 * Throws SyntaxError on broken JSON.
 */
export function parseJsonExact(text: string): unknown {
  return JSON.parse(quoteInexact(text))
}

const QUOTE = 0x22
const MINUS = 0x2d
const NINE = 0x39
const ZERO = 0x30
/** Numbers of fewer characters, all of them digits, are exact. */
const SAFE_DIGITS = 15

const NUMBER_PART = /[-+.eE\d]*/y
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/
const NEXT_IS_COLON = /[ \t\n\r]*:/y

/**
 * The text with such numbers in quotes: they are few, so that JSON.parse can do the rest at its own speed (with a reviver
 * for every value it takes ten times as long). What is no number, or stands where none may, is left for it to refuse.
 */
function quoteInexact(text: string): string {
  let exact = ""
  let copied = 0
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfNumber(text, at)
      if (end - at > SAFE_DIGITS || !isPlainDigits(text, at, end)) {
        const number = text.slice(at, end)
        if (isInexact(number) && !isKey(text, end)) {
          exact += `${text.slice(copied, at)}"${number}"`
          copied = end
        }
      }
      at = end
    } else {
      at += 1
    }
  }
  return copied === 0 ? text : exact + text.slice(copied)
}

/** The place after the string that begins at `from`; the end of the text when it is broken. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at === -1 ? text.length : at + 1
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes += 1
  return backslashes % 2 === 1
}

function endOfNumber(text: string, from: number): number {
  NUMBER_PART.lastIndex = from
  NUMBER_PART.test(text)
  return NUMBER_PART.lastIndex
}

function isPlainDigits(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code < ZERO || code > NINE) return false
  }
  return true
}

function isInexact(number: string): boolean {
  if (!NUMBER.test(number)) return false
  const value = Number(number)
  return String(value) !== number || !(Number.isSafeInteger(value) || !Number.isInteger(value))
}

/** A number as the name of a member is broken JSON, and must stay so. */
function isKey(text: string, end: number): boolean {
  NEXT_IS_COLON.lastIndex = end
  return NEXT_IS_COLON.test(text)
}
