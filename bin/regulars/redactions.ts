import { readFileSync, writeFileSync } from "node:fs"
import { now } from "#app/lib/clock.server.ts"
import { erasePerson, eraseShop, showPerson } from "#app/personal-data.server.ts"
import { answerRequests } from "#app/privacy/answer-requests.server.ts"
import { exportRedactions, replayRedactions } from "#app/privacy/redaction-log.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const USAGE = "Usage: npm run regulars -- redactions export FILE  |  redactions replay FILE"

/**
 * `redactions export FILE`: every erasure so far, to be kept outside the database. `redactions replay FILE`: repeats them
 * in a database that was restored from an older backup.
 */
export async function redactions(context: Context, args: string[]): Promise<number> {
  const [what, file, ...more] = args
  if (!file || more.length > 0) throw new CommandError(USAGE, USAGE_EXIT)
  if (what === "export") return exportTo(context, file)
  if (what === "replay") return replay(context, file)
  throw new CommandError(USAGE, USAGE_EXIT)
}

async function exportTo(context: Context, file: string): Promise<number> {
  const lines = await exportRedactions()
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 })
  print(context, { file, redactions: lines.length }, () => [`${lines.length} erasures were written to ${file}.`])
  return 0
}

async function replay(context: Context, file: string): Promise<number> {
  const asked = await replayRedactions(read(file).split("\n"))
  const stopping = new AbortController()
  process.once("SIGINT", () => stopping.abort())
  let done = 0
  for (;;) {
    const portion = await answerRequests({ showPerson, erasePerson, eraseShop }, now, stopping.signal)
    done += portion
    if (portion === 0 || stopping.signal.aborted) break
  }
  print(context, { file, asked, done }, () => [
    `${asked} erasures were asked for again, ${done} requests are done.`,
    ...(done < asked ? ["What is left is tried again by the worker; its reason stands in the log."] : []),
  ])
  return done < asked ? 1 : 0
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
