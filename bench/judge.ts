import type { BenchResult, Goal } from "./bench.ts"

/** One claim beside its goal. */
export type Verdict = { claim: string; value: number; goal: number; ok: boolean }

export type Judged = BenchResult & { name: string; ratio: number | null; verdicts: Verdict[]; ok: boolean }

/** Holds what was measured against its goals; a goal for something that was not measured is missed. */
export function judge(name: string, measured: BenchResult, goal: Goal): Judged {
  const { ours, reference } = measured
  const ratio = reference ? Math.round((100 * ours.value) / reference.value) / 100 : null
  const values: Record<string, number> = { [ours.unit]: ours.value, ...measured.measures }
  const verdicts: Verdict[] = []
  if (goal.ratio !== undefined) {
    const value = ratio ?? Number.NaN
    verdicts.push({ claim: "times the reference", value, goal: goal.ratio, ok: value >= goal.ratio })
  }
  for (const [what, least] of Object.entries(goal.atLeast ?? {})) {
    const value = values[what] ?? Number.NaN
    verdicts.push({ claim: `${what}, at least`, value, goal: least, ok: value >= least })
  }
  for (const [what, most] of Object.entries(goal.atMost ?? {})) {
    const value = values[what] ?? Number.NaN
    verdicts.push({ claim: `${what}, at most`, value, goal: most, ok: value <= most })
  }
  return { name, ...measured, ratio, verdicts, ok: verdicts.every((verdict) => verdict.ok) }
}

/** The result as lines for people. */
export function tableOf({ name, ours, reference, ratio, measures, notes, verdicts, rssPeakMb }: Judged): string {
  const p99 = (one: { p99Ms?: number }) => (one.p99Ms === undefined ? "" : `p99 ${one.p99Ms} ms`)
  const rows = [["Regulars", `${ours.value} ${ours.unit}`, p99(ours)]]
  if (reference) rows.push([reference.what, `${reference.value} ${reference.unit}`, p99(reference)])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)))
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
  if (ratio !== null) lines.push(`${ratio} times the reference`)
  for (const [what, value] of Object.entries(measures ?? {})) lines.push(`${what}: ${value}`)
  lines.push(...(notes ?? []))
  if (rssPeakMb !== null) lines.push(`at most ${rssPeakMb} MB of memory`)
  for (const { claim, value, goal, ok } of verdicts)
    lines.push(`${ok ? "reached" : "MISSED "}  ${claim} ${goal}: ${value}`)
  return [name, ...lines.map((line) => `  ${line.trimEnd()}`)].join("\n")
}
