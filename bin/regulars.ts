import { CommandError, type Context, USAGE_EXIT } from "./regulars/context.ts"
import { findContext } from "./regulars/find-context.ts"

// The operator's command: `npm run regulars -- help`. One file per subcommand in bin/regulars/.

const HELP = `npm run regulars -- COMMAND [OPTIONS]

  webhook TOPIC FILE     sign a JSON file as Shopify would and deliver it to the running app
      --repeat N         the same delivery N times (Shopify repeats them too)
      --wait             come back when it has been worked off
  order GID              a stored order and why it earned what it earned
  member EMAIL|GID       balance, tier and the statement
  verify                 derive every promise of the ledger anew; exit 1 if anything differs
  sweep                  ask the Admin API what has changed since the last sweep, and repair
  backfill               import past orders through Shopify's export; Ctrl-C and again goes on
      --since DATE       only orders placed since (2025-01-01); default: all the app may read
  work                   what failed in a shop, why, and when it is tried again
      --kind KIND        only one kind
  work retry ID...       try it again now
  work discard ID...     take it out of the way; work discarded lists it
  work restore ID...     bring it back
  trace ID               the path of a webhook, an order, a customer or a request through the tables
  backup FILE            everything of every shop at one moment, while the app goes on
  restore FILE           a backup into an empty database (DATABASE_URL), all or nothing
  redactions export FILE every erasure so far, to be kept outside the database
  redactions replay FILE repeat them after a restore
  keys                   how things stand with the keys of all shops
  keys rotate            wrap them by the new REGULARS_MASTER_KEY
      --data             new data keys instead; the worker seals everything anew
  clock                  what time it is in this world
  clock set MOMENT       move this world's clock to a moment (2026-03-01T12:00:00Z)
  clock advance SPAN     move it forward (14d, 2h, 1d12h)
      --wait             come back when everything due by then was done
  help                   this

  --json                 for machines: one JSON object on standard output
  --shop DOMAIN          which shop (default: the demo shop)
  --lang en|bg|ru        language of the words (default: en)

Works on the world that \`npm run demo\` started, else on DATABASE_URL.
Exit codes: 0 done, 1 failed or something differs, 2 not understood.`

type Command = (context: Context, args: string[]) => Promise<number>

const COMMANDS: Record<string, () => Promise<Command>> = {
  webhook: async () => (await import("./regulars/webhook.ts")).webhook,
  order: async () => (await import("./regulars/order.ts")).order,
  member: async () => (await import("./regulars/member.ts")).member,
  verify: async () => (await import("./regulars/verify.ts")).verifyLedger,
  sweep: async () => (await import("./regulars/sweep.ts")).sweep,
  backfill: async () => (await import("./regulars/backfill.ts")).backfill,
  work: async () => (await import("./regulars/work.ts")).work,
  trace: async () => (await import("./regulars/trace.ts")).trace,
  backup: async () => (await import("./regulars/backup.ts")).backup,
  restore: async () => (await import("./regulars/restore.ts")).restore,
  redactions: async () => (await import("./regulars/redactions.ts")).redactions,
  keys: async () => (await import("./regulars/keys.ts")).keys,
  clock: async () => (await import("./regulars/clock.ts")).clock,
}

async function main(): Promise<number> {
  const [name = "help", ...args] = process.argv.slice(2)
  if (name === "help" || name === "--help" || name === "-h") {
    console.log(HELP)
    return 0
  }
  const load = COMMANDS[name]
  if (!load) throw new CommandError(`There is no command "${name}". Try: npm run regulars -- help`, USAGE_EXIT)
  const { context, rest } = findContext(args)
  const command = await load()
  return await command(context, rest)
}

async function close(): Promise<void> {
  const { closeDb } = await import("#app/lib/db.server.ts")
  await closeDb()
}

async function run(): Promise<number> {
  try {
    return await main()
  } catch (error) {
    console.error(inPlainWords(error))
    return error instanceof CommandError ? error.exitCode : 1
  } finally {
    await close()
  }
}

function inPlainWords(error: unknown): string {
  const code = (error as { code?: string }).code
  if (code === "ECONNREFUSED" || code === "ENOTFOUND")
    return "The database does not answer. Is the demo running? (npm run demo) Else check DATABASE_URL."
  if (code === "42P01") return "This database has no Regulars in it yet: start the app once, it brings the database up."
  return error instanceof Error ? error.message : String(error)
}

process.exitCode = await run()
