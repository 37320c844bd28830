import { parseArgs } from "node:util"
import { actOnWork, listDiscarded, type WorkVerb } from "#app/dead-work/act-on-work.server.ts"
import { type FailedWork, listWork } from "#app/dead-work/list-work.server.ts"
import { DEAD_WORK } from "#app/dead-work.server.ts"
import { translator } from "#app/i18n/translate.ts"
import type { WorkKind } from "#app/queue/work-source.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const USAGE = `Usage: npm run regulars -- work [list] [--kind KIND] [--limit N]
       npm run regulars -- work discarded
       npm run regulars -- work retry|discard|restore ID...`

const VERBS: Record<string, WorkVerb> = { retry: "retry", discard: "discard", restore: "bring_back" }
const MOST_LISTED = 1000

/** `work [list|discarded|retry ID…|discard ID…|restore ID…]`: what failed in a shop, and what is to become of it. */
export async function work(context: Context, args: string[]): Promise<number> {
  const { values, positionals } = parse(args)
  const [verb = "list", ...ids] = positionals
  const kind = values.kind ? readKind(values.kind) : null
  const limit = Math.min(MOST_LISTED, Number(values.limit ?? 50) || 50)
  if (verb === "list" && ids.length === 0) return list(context, kind, limit)
  if (verb === "discarded" && ids.length === 0) return discarded(context, limit)
  const wanted = VERBS[verb]
  if (!wanted || ids.length === 0) throw new CommandError(USAGE, USAGE_EXIT)
  const outcome = await actOnWork(context.shop, "operator", wanted, ids)
  print(context, outcome, () => [
    ...outcome.done.map((id) => `${id}: done`),
    ...outcome.gone.map((id) => `${id}: ${context.shop} has no such failed work (any more)`),
  ])
  return outcome.gone.length > 0 ? 1 : 0
}

async function list(context: Context, kind: WorkKind | null, limit: number): Promise<number> {
  const { rows, next } = await listWork(context.shop, { kinds: kind && [kind], after: null, limit })
  print(context, { work: rows, more: next !== null }, () => [
    ...(rows.length === 0 ? ["Nothing waits."] : rows.flatMap((row) => inWords(context, row))),
    ...(next === null ? [] : [`… and more; --limit goes up to ${MOST_LISTED}.`]),
  ])
  return 0
}

function inWords(context: Context, row: FailedWork): string[] {
  const t = translator(context.locale)
  const when = row.nextTryAt ? `tried again at ${row.nextTryAt}` : t("work:givenUp")
  return [
    `${row.id}  ${[t(`work:kinds.${row.kind}`), row.what].filter(Boolean).join(" · ")}`,
    `    ${t(`work:classes.${row.failureClass}.title`)}: ${t(`work:classes.${row.failureClass}.advice`)}`,
    `    since ${row.since}, ${row.tries} tries, ${when}: ${row.error}`,
  ]
}

async function discarded(context: Context, limit: number): Promise<number> {
  const { rows } = await listDiscarded(context.shop, { kinds: null, after: null, limit })
  print(context, { discarded: rows }, () =>
    rows.length === 0
      ? ["Nothing was discarded."]
      : rows.map((row) => `${row.id}  ${row.at} by ${row.staff}: ${row.error}`),
  )
  return 0
}

function readKind(given: string): WorkKind {
  const kind = DEAD_WORK.find((source) => source.kind === given)?.kind
  if (kind) return kind
  throw new CommandError(`--kind is one of ${DEAD_WORK.map((source) => source.kind).join(", ")}`, USAGE_EXIT)
}

function parse(args: string[]) {
  try {
    const options = { kind: { type: "string" }, limit: { type: "string" } } as const
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, USAGE_EXIT)
  }
}
