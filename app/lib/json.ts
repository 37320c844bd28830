/**
 * JSON.parse that loses no digit: a number that a JavaScript number cannot hold exactly as written (5085215785508999999,
 * 12.50), and every whole number beyond 2^53, stays the string it was written as, so that ids of one size have one shape.
 * Throws SyntaxError on broken JSON.
 */
export function parseJsonExact(text: string): unknown {
  return JSON.parse(text, exactly as (key: string, value: unknown) => unknown)
}

function exactly(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== "number" || context.source === undefined) return value
  const isExact = String(value) === context.source && (Number.isSafeInteger(value) || !Number.isInteger(value))
  return isExact ? value : context.source
}
