import { codeTranslator } from "#app/i18n/translate.ts"
import { formatMoney } from "#app/lib/money.ts"
import { explainOrder, type OrderExplanation } from "#app/loyalty/orders/explain-order.server.ts"
import { explainLineInWords, explainStepInWords } from "#app/loyalty/rules/explain-words.ts"
import { gidDigits, toGid } from "#app/shopify/gid.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

/** `order GID`: a stored order and why it earned what it earned, line by line. */
export async function order(context: Context, args: string[]): Promise<number> {
  const orderId = readOrderId(args)
  const explanation = await explainOrder(context.shop, orderId)
  if (!explanation)
    throw new CommandError(`${context.shop} has no order ${orderId}. Webhooks bring them; did this one arrive?`)
  const t = codeTranslator(context.locale)
  const lines = explanation.lines.map((line) => ({
    ...line,
    words: explainLineInWords(line, t),
    steps: line.steps.map((step) => ({ ...step, words: explainStepInWords(step, t) })),
  }))
  const steps = explanation.steps.map((step) => ({ ...step, words: explainStepInWords(step, t) }))
  print(context, { ...explanation, lines, steps }, () => [
    headline(explanation, context.locale),
    pointsInWords(explanation),
    ...lines.map((line) => `  ${line.words}`),
    ...steps.map((step) => `  ${step.words}`),
  ])
  return 0
}

function readOrderId(args: string[]): string {
  const [given, ...more] = args
  const usage = "Usage: npm run regulars -- order gid://shopify/Order/N"
  if (!given || more.length > 0) throw new CommandError(usage, USAGE_EXIT)
  try {
    return /^\d+$/.test(given) ? toGid("Order", given) : toGid("Order", gidDigits("Order", given))
  } catch {
    throw new CommandError(`${given} is not an order's gid.\n${usage}`, USAGE_EXIT)
  }
}

function headline(
  { order: { name, totalMinor, currency, financialStatus, processedAt } }: OrderExplanation,
  locale: string,
) {
  const total = formatMoney(totalMinor, currency, locale)
  return `${name}  ${total}  ${financialStatus.replaceAll("_", " ")}  ${processedAt.slice(0, 16).replace("T", " ")} UTC`
}

function pointsInWords({ points, forecast, holder, programmeVersion }: OrderExplanation): string {
  const whose = holder ? `for customer ${holder.slice(holder.lastIndexOf("/") + 1)}` : "for nobody yet"
  const version = programmeVersion === null ? "" : `, programme version ${programmeVersion}`
  const coming = forecast > 0 ? `, ${forecast} to come` : ""
  return `Points: ${points.target} deserved, ${points.available} available, ${points.pending} pending${coming}, ${whose}${version}`
}
