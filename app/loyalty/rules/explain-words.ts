import type { ExplainStep, LineExplanation, OrderEvaluation } from "./order-evaluation.ts"

/** Translates `explain:<code>`; `count` chooses the plural. Null: there are no words for it. */
export type TranslateStep = (key: `explain:${ExplainStep["code"]}`, params: ExplainStep["params"]) => string | null

/** A moment as people of the shop write it; by default its day in UTC. */
export type WriteMoment = (iso: string) => string

const dayOf: WriteMoment = (iso) => iso.slice(0, 10)

/** One decision in words. */
export function explainStepInWords(
  { code, params }: ExplainStep,
  t: TranslateStep,
  writeMoment: WriteMoment = dayOf,
): string {
  const written = Object.entries(params).map(([name, value]) => [
    name,
    name.endsWith("At") ? writeMoment(String(value)) : value,
  ])
  return t(`explain:${code}`, Object.fromEntries(written)) ?? code
}

/** One line of the order: its title, then each decision about it. */
export function explainLineInWords(line: LineExplanation, t: TranslateStep, writeMoment: WriteMoment = dayOf): string {
  const words = line.steps.map((step) => explainStepInWords(step, t, writeMoment))
  return words.length === 0 ? line.title : `${line.title}: ${words.join(" ")}`
}

/** Why an order earned what it earned, in words: its lines one by one, then the order as a whole. */
export function explainInWords(
  evaluation: OrderEvaluation,
  t: TranslateStep,
  writeMoment: WriteMoment = dayOf,
): string[] {
  const lines = evaluation.lines
    .filter((line) => line.steps.length > 0)
    .map((line) => explainLineInWords(line, t, writeMoment))
  return [...lines, ...evaluation.steps.map((step) => explainStepInWords(step, t, writeMoment))]
}
