import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { expect, test } from "vitest"

/** Style that matters is a test (docs/architecture.md). Each test lists the offenders, so that its failure says what to mend. */

const root = join(import.meta.dirname, "..")
// Files git tracks, and new ones it does not ignore, so that a fault shows before the commit.
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && existsSync(join(root, file)))
const isGenerated = (file: string) =>
  /\.generated\.|\.d\.ts$|package-lock\.json|app\/shopify\/(types|contract)\//.test(file)
const code = files.filter((file) => /\.(ts|tsx|js|mjs|liquid|css)$/.test(file) && !isGenerated(file))
const typescript = code.filter((file) => /\.tsx?$/.test(file))
const read = (file: string) => readFileSync(join(root, file), "utf8")
const lineCount = (file: string) => read(file).trimEnd().split("\n").length

test("no file is longer than 300 lines, no route longer than 200", () => {
  const limit = (file: string) => (file.startsWith("app/routes/") && !file.includes(".test.") ? 200 : 300)
  expect(code.filter((file) => lineCount(file) > limit(file)).map((file) => `${file}: ${lineCount(file)}`)).toEqual([])
})

test("files are named in kebab case, by what they are", () => {
  const name = /(^|\/)\$?_?[a-z0-9]+([-.][a-z0-9$_]+)*\.(ts|tsx|js|mjs|liquid|css)$/
  const dump = /(^|\/)(utils?|helpers?|common|misc|types|index)\.(ts|tsx|js)$/
  expect(code.filter((file) => !name.test(file) || dump.test(file))).toEqual([])
})

test("nothing is left behind: no marks, no skipped or lonely tests", () => {
  const marks = new RegExp(`\\b(TO${"DO"}|FIX${"ME"}|HA${"CK"}|X${"XX"})\\b|\\.(skip|only|todo)\\(`)
  expect(code.filter((file) => marks.test(read(file)))).toEqual([])
})

test("types are types, functions are functions: no interface, no enum, no class but errors", () => {
  const offending =
    /^(export )?(default )?(interface \w+|(const )?enum \w+|(abstract )?class \w+\b(?! extends \w*Error\b))/m
  expect(typescript.filter((file) => file.startsWith("app/") && offending.test(read(file)))).toEqual([])
})

test("no file names a machine's path or a registry's host", () => {
  const machine = new RegExp(
    `(^|[^A-Za-z0-9.])/(work|root|home)/[A-Za-z0-9._-]+|https?://[a-z0-9.-]*(regis${"try"}|npm${"js"})`,
  )
  expect(code.filter((file) => machine.test(read(file)))).toEqual([])
})

// ── Who may import whom ──────────────────────────────────────────────────────────────────────

const BELOW_CAPABILITIES = ["records", "shopify", "queue", "email", "i18n", "ui", "lib"]
const CAPABILITIES = ["appearance", "loyalty", "reviews", "offers", "campaigns", "feedback", "insights"]
const MAY_IMPORT: Record<string, string[]> = {
  lib: [],
  shopify: ["lib"],
  queue: ["lib"],
  email: ["lib"],
  i18n: ["lib"],
  ui: ["lib", "i18n"],
  records: ["shopify", "queue", "lib"],
  "saved-views": ["lib"],
  ...Object.fromEntries(CAPABILITIES.map((name) => [name, BELOW_CAPABILITIES])),
  setup: ["loyalty", ...BELOW_CAPABILITIES],
}

/** Project files that `file` imports, as paths from the root. */
function importsOf(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:from|import)\s*\(?\s*"([#.][^"]+)"/g)].map(
    (match) => match[1] as string,
  )
  return specifiers.map((specifier) =>
    specifier.startsWith("#") ? specifier.slice(1) : normalize(join(dirname(file), specifier)),
  )
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith("tests/")
const product = typescript.filter((file) => !isTest(file))

test("each folder of app imports only what stands below it, and no capability another", () => {
  const offences = product.flatMap((file) => {
    const [top, folder] = file.split("/") as [string, string]
    const allowed = top === "app" ? MAY_IMPORT[folder] : undefined
    if (!allowed) return []
    return importsOf(file)
      .filter((target) => {
        const [targetTop, targetFolder] = target.split("/") as [string, string]
        return targetTop !== "app" || (targetFolder !== folder && !allowed.includes(targetFolder))
      })
      .map((target) => `${file} → ${target}`)
  })
  expect(offences).toEqual([])
})

test("the app never imports the simulator, and the simulator takes only pure parts of the app, and its Liquid", () => {
  const allowed =
    /^app\/(lib\/[^/]+(?<!\.server)\.ts|lib\/(clock|log)\.server\.ts|appearance\/liquid\/|shopify\/(gid\.ts|types\/|contract\/))/
  const offences = product.flatMap((file) =>
    importsOf(file)
      .filter((target) =>
        file.startsWith("app/")
          ? target.startsWith("simulator/") || target.startsWith("tests/") || target.startsWith("bench/")
          : file.startsWith("simulator/") && target.startsWith("app/") && !allowed.test(target),
      )
      .map((target) => `${file} → ${target}`),
  )
  expect(offences).toEqual([])
})

/** Who may see every shop's rows, and why. Everything else names one shop (app/lib/db.server.ts). */
const ACROSS_SHOPS: Record<string, string> = {
  "app/lib/db.server.ts": "is where the doors are",
  "app/queue/ticker.server.ts": "asks whether any shop has something due, and wakes jobs",
  "app/queue/claim-events.server.ts": "finds the shop whose turn it is",
  "app/queue/drop-old-events.server.ts": "drops deliveries of every shop by their age",
  "app/queue/store-events.server.ts": "stores a group of deliveries of many shops in one statement",
  "app/records/orders/doubtful.server.ts": "leases the orders that are due, whoever's they are",
  "app/records/customers/read-customers.server.ts": "finds the customers that are due",
  "app/records/shops/read-shops.server.ts": "finds the shops that are due",
  "app/loyalty/orders/release-due.server.ts": "finds the shop whose points are due",
  "app/loyalty/orders/settle-owed.server.ts": "settles what is owed in any shop",
  "app/loyalty/orders/read-awaited.server.ts": "finds what orders of any shop wait for",
  "app/loyalty/orders/apply-corrections.server.ts": "finds the shops with something to correct",
  "app/records/shops/left-shops.server.ts": "finds the shops that left long ago",
  "app/loyalty/members/bulk/work-bulk.server.ts": "finds the shops with work on many members under way",
  "app/loyalty/occasions/keep-days.server.ts": "finds the shops whose day is due",
  "app/loyalty/expiry/expire-points.server.ts": "finds the shops whose points are looked through",
  "app/loyalty/tiers/pay-rewards.server.ts": "finds the shop where reaching a tier is to be paid",
  "app/loyalty/tiers/preview-moves.server.ts": "finds the shops where it is counted who would move",
  "app/loyalty/tiers/review-due.server.ts": "finds the shop whose tiers are due",
  "app/loyalty/redemptions/outbox-rows.server.ts": "finds the shops with something to make in Shopify",
  "app/loyalty/sync/member-sync-rows.server.ts": "claims the members of the shop that waits longest",
  "app/records/shops/shop-metafields.server.ts": "claims the shop that waits longest",
  "app/loyalty/verify.server.ts": "the operator's check may be of all shops",
  "app/records/backfill/backfill-due.server.ts": "which shops have an import to go on with",
  "app/records/sweep/sweep-due.server.ts": "finds the shops that are due",
  "app/queue/job-failures.server.ts": "keeps what failed of jobs, which are nobody's",
  "app/privacy/access-log.server.ts": "drops views of every shop by their age",
  "app/privacy/redaction-log.server.ts": "a restore repeats the erasures of every shop",
  "app/privacy/request-rows.server.ts": "finds the requests that are due",
  "app/privacy/reseal-data.server.ts": "finds the shops that were given a new key",
  "app/privacy/rotate-keys.server.ts": "the operator rotates the keys of every shop",
  "app/privacy/seal-plain.server.ts": "finds what is stored in clear",
  "bin/demo/scenario.ts": "waits until nothing is left to work on",
  "bin/screenshots/subjects.ts": "chooses whom the pictures show",
  "bin/screenshots/scene.ts": "waits until the scene of the pictures is set",
  "bin/regulars/clock.ts": "waits until nothing is due anywhere",
  "bin/regulars/backup.ts": "a backup holds every shop",
  "bin/regulars/restore.ts": "a backup holds every shop",
}

/** Who opens a connection beside the doors, and why. To such a connection no shop was named: it sees no rows. */
const OWN_CONNECTIONS: Record<string, string> = {
  "app/lib/scoped-statement.server.ts": "names the shop to a connection",
  "app/lib/migrate.server.ts": "moves every shop's rows when the tables change",
  "app/lib/role-check.server.ts": "looks at the role itself",
  "app/lib/embedded-database/ordinary-role.server.ts": "makes the role and its databases",
  "app/lib/rate-limit.server.ts": "counts requests, also while everything else waits",
  "app/lib/vault/vault.server.ts": "fetches a shop's keys while the pool may be busy with who waits for them",
  "app/watch/watch-database.server.ts": "asks how things are, also while the pool is busy",
  "app/queue/liveness.server.ts": "holds the lock of a living worker",
  "app/queue/worker.server.ts": "the queue's own tables, which belong to no shop",
  "app/shopify/session-storage.server.ts": "Shopify's library finds a session before it knows whose it is",
}

test("only who has a reason sees the rows of every shop", () => {
  const doors =
    /\b(acrossShops|inTransactionAcrossShops|connectAcrossShops|prisma)\(|\bEVERY_SHOP\b|\bpg\.(Pool|Client)\(/
  const openers: Record<string, string> = { ...ACROSS_SHOPS, ...OWN_CONNECTIONS }
  const able = product.filter((file) => /^(app|bin)\//.test(file) && doors.test(read(file)))
  expect(able.filter((file) => !openers[file])).toEqual([])
  expect(Object.keys(openers).filter((file) => !able.includes(file))).toEqual([])
})

/** Of Polaris, what is only layout, type and plain controls; everything else stands behind app/ui (its README says where). */
const FROM_POLARIS = new Set(
  `Badge Banner BlockStack Box Button ButtonGroup Card Checkbox ChoiceList Collapsible Divider FormLayout Icon InlineGrid
   InlineStack Link List Select Text TextField`.split(/\s+/),
)

test("pages take lists, dialogs, frames and long work from app/ui; of Polaris directly only layout, type and plain controls", () => {
  const pages = product.filter((file) => file.startsWith("app/") && !file.startsWith("app/ui/"))
  const offences = pages.flatMap((file) =>
    [...read(file).matchAll(/import \{([^}]*)\} from "@shopify\/polaris"/g)]
      .flatMap((match) => (match[1] as string).split(","))
      .map((name) => name.trim())
      .filter((name) => name !== "" && !FROM_POLARIS.has(name))
      .map((name) => `${file} takes ${name}`),
  )
  expect(offences).toEqual([])
})

test("a pure file imports only pure files and touches nothing of the world", () => {
  const worldly = /from "node:(?!assert)|process\.env|Date\.now\(|new Date\(\)|Math\.random\(|\bfetch\(/
  const pure = product.filter(
    (file) =>
      /^app\/(appearance|loyalty|records|lib|shopify|i18n)\//.test(file) &&
      file.endsWith(".ts") &&
      !file.includes(".server."),
  )
  const offences = pure.flatMap((file) => [
    ...(worldly.test(read(file)) ? [`${file} touches the world`] : []),
    ...importsOf(file)
      .filter((target) => target.includes(".server."))
      .map((target) => `${file} → ${target}`),
  ])
  expect(offences).toEqual([])
})
