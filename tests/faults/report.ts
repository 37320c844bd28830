import type { SeedResult } from "./run-seed.ts"

const MOST_SHOWN = 20

/** What a run came to, for people: the table, then every difference with the command that shows it again. */
export function report(result: SeedResult): string {
  const { seed, orders, kills, happened, members, events, driveMs, totalMs, faults, differences } = result
  const rows: [string, string | number][] = [
    ["orders", orders],
    ["things that happened", happened],
    ["members", members],
    ["webhooks stored", events],
    ...Object.entries(faults).filter(([, count]) => count > 0),
    ["processes killed", kills],
    ["orders/s while it happened", Math.round((orders * 1000) / Math.max(1, driveMs))],
    ["seconds in all", (totalMs / 1000).toFixed(1)],
  ]
  const table = rows.map(([name, value]) => `  ${name.padEnd(28)}${String(value).padStart(10)}`)
  if (differences.length === 0) return [...table, `Seed ${seed} ended exact.`].join("\n")
  return [
    ...table,
    `Seed ${seed} differs in ${differences.length} places:`,
    ...differences
      .slice(0, MOST_SHOWN)
      .map((one) => `  ${one.subject}\n    expected ${one.expected}\n    found    ${one.found}`),
    ...(differences.length > MOST_SHOWN ? [`  … and ${differences.length - MOST_SHOWN} more`] : []),
    `Again: npm run test:faults -- --orders ${orders} --kills ${kills} --seed ${seed}`,
  ].join("\n")
}
