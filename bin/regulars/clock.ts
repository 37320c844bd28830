import { setTimeout as sleep } from "node:timers/promises"
import { JOBS } from "#app/jobs.server.ts"
import { acrossShops } from "#app/lib/db.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"
import { callSimulator } from "./simulator-call.ts"

const USAGE = `Usage: npm run regulars -- clock [set 2026-03-01T12:00:00Z | advance 14d] [--wait]`
const DONE_WITHIN_MS = 60_000

/** `clock [set MOMENT | advance SPAN] [--wait]`: reads or moves the simulated world's clock. */
export async function clock(context: Context, args: string[]): Promise<number> {
  const wait = args.includes("--wait")
  const [verb, value, ...more] = args.filter((arg) => arg !== "--wait")
  if (more.length > 0) throw new CommandError(USAGE, USAGE_EXIT)
  if (!context.simulatorOrigin)
    throw new CommandError("There is no simulated world here; a real store's clock cannot be moved. (npm run demo)")
  const { now } = await callSimulator<{ now: string }>(context.simulatorOrigin, "/_control/clock", order(verb, value))
  if (wait) await untilNothingDue(new Date(now))
  print(context, { now }, () => [`It is ${now} in this world.`])
  return 0
}

function order(verb: string | undefined, value: string | undefined): Record<string, string> | undefined {
  if (verb === undefined) return undefined
  if (verb === "advance" && value) return { advance: value }
  if (verb !== "set" || !value) throw new CommandError(USAGE, USAGE_EXIT)
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw new CommandError(`${value} is not a moment.\n${USAGE}`, USAGE_EXIT)
  return { set: at.toISOString() }
}

/** Asks as the worker's ticker does, until no timed job has anything left to do by `at`. */
async function untilNothingDue(at: Date): Promise<void> {
  const timed = JOBS.flatMap((job) => (job.due === null ? [] : [`(${job.due})`]))
  const until = Date.now() + DONE_WITHIN_MS
  for (;;) {
    const { rows } = await acrossShops().query<{ due: boolean }>(
      `SELECT ${timed.join(" OR ")} AS due, $1::timestamptz`,
      [at],
    )
    if (!rows[0]?.due) return
    if (Date.now() > until) throw new CommandError("Not everything due was done in time. Is the worker running?")
    await sleep(50)
  }
}
