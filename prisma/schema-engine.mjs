#!/usr/bin/env node
import { randomUUID } from "node:crypto"
// Stand-in for Prisma's native `schema-engine`, used where binaries.prisma.sh cannot be reached.
// Speaks the same JSON-RPC on stdio; the work is done by Prisma's own WebAssembly build of the engine.
// Keep @prisma/schema-engine-wasm at the exact version in node_modules/@prisma/engines-version/package.json.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils"
import * as bg from "@prisma/schema-engine-wasm/schema_engine_bg"
import pg from "pg"

const { values: opt, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    version: { type: "boolean" },
  },
})
if (opt.version) {
  console.log("schema-engine (wasm)")
  process.exit(0)
}

const ds = opt.datasource ?? ""
const datasource = ds.startsWith("{") ? JSON.parse(ds) : { url: ds } // Prisma 7 passes JSON, 6 a URL
datasource.url ||= process.env.DATABASE_URL

async function open({ url }, onDispose) {
  const u = new URL(url)
  const schema = u.searchParams.get("schema") ?? undefined
  u.searchParams.delete("schema")
  const pool = new pg.Pool({ connectionString: u.href, max: 1 })
  // Catalog types the adapter rejects: name (19) is text, "char" (18) is what the engine calls Character.
  const chars = new WeakMap()
  const query = pool.query.bind(pool)
  pool.query = async (...args) => {
    const result = await query(...args)
    for (const r of [result].flat()) {
      chars.set(
        r.rows,
        r.fields.flatMap((f, i) => (f.dataTypeID === 18 ? [i] : [])),
      )
      for (const f of r.fields) if (f.dataTypeID === 18 || f.dataTypeID === 19) f.dataTypeID = 25
    }
    return result
  }
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (q) => {
    const set = await queryRaw(q)
    for (const i of chars.get(set.rows) ?? []) set.columnTypes[i] = ColumnTypeEnum.Character
    return set
  }
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (e) {
      adapter.onError(e)
    }
  } // the adapter splits on ";"
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose()
    await onDispose?.()
  }
  return adapter
}
const at = (url, db) => {
  const u = new URL(url)
  u.pathname = `/${db}`
  return u.href
}
const factoryFor = (main) =>
  bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => open(main),
    async connectToShadowDb() {
      if (datasource.shadowDatabaseUrl) return open({ url: datasource.shadowDatabaseUrl })
      const name = `prisma_migrate_shadow_db_${randomUUID()}`
      const admin = await open(main)
      await admin.executeScript(`CREATE DATABASE "${name}"`)
      return open({ url: at(main.url, name) }, async () => {
        await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
        await admin.dispose()
      })
    },
  })

let panic = "",
  registry
process.on("uncaughtException", (e) => {
  console.error(panic || e)
  process.exit(101)
})
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (m) => (panic = m) }
let ready, engine
async function load(main) {
  ready ??= (async () => {
    const file = createRequire(import.meta.url)
      .resolve("@prisma/schema-engine-wasm")
      .replace(/schema_engine\.js$/, "schema_engine_bg.wasm")
    const { instance } = await WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": bg })
    bg.__wbg_set_wasm(instance.exports)
    instance.exports.__wbindgen_start()
  })()
  await ready
  registry = factoryFor(main)
  const datamodels = opt.datamodels?.map((p) => [p, readFileSync(p, "utf8")])
  return bg.SchemaEngine.new({ datamodels }, () => {}, registry)
}
async function createDatabase() {
  const name = decodeURIComponent(new URL(datasource.url).pathname.slice(1))
  const c = new pg.Client({ connectionString: at(datasource.url, "postgres") })
  await c.connect()
  try {
    await c.query(`CREATE DATABASE ${c.escapeIdentifier(name)}`)
  } finally {
    await c.end()
  }
  return { databaseName: name }
}
async function call(method, params) {
  if (method === "createDatabase") return createDatabase()
  engine ??= await load({ url: datasource.url })
  if (method === "getDatabaseVersion") return engine.version(params)
  // The WASM build replays history on a shadow database only from its diagnostic calls; these two read that cache.
  if (method === "evaluateDataLoss" || method === "createMigration")
    await engine.diagnoseMigrationHistory({
      migrationsList: params.migrationsList,
      optInToShadowDatabase: true,
      filters: params.filters,
    })
  return engine[method](params)
}

if (positionals[0] === "cli") {
  try {
    if (positionals.includes("create-database")) await createDatabase()
    else {
      const c = new pg.Client({ connectionString: datasource.url })
      await c.connect()
      await c.end()
    }
    process.exit(0)
  } catch (e) {
    const error_code = e.code === "3D000" ? "P1003" : e.code === "42P04" ? "P1009" : "P1001"
    const message = e.message || e.errors?.[0]?.message || String(e)
    process.stderr.write(
      "\n" +
        JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields: { message, error_code } }) +
        "\n",
      () => process.exit(1),
    )
  }
} else {
  const write = (m) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...m })}\n`)
  let queue = Promise.resolve()
  createInterface({ input: process.stdin, crlfDelay: Infinity })
    .on("line", (line) => {
      const { id, method, params } = JSON.parse(line)
      if (!method) return // the CLI's answer to our "print"
      queue = queue.then(async () => {
        try {
          let result = await call(method, params)
          if (method === "diff" && result.stdout != null) {
            write({ id: 0, method: "print", params: { content: result.stdout } })
            result = { ...result, stdout: null }
          }
          write({ id, result: result ?? null })
        } catch (e) {
          const external = registry?.errorRegistry.consumeError(
            Number(/External error id#(\d+)/.exec(e.message)?.[1] ?? -1),
          )
          const message = panic || external?.error?.message || e.message || String(e)
          write({
            id,
            error: { code: 4466, message, data: { is_panic: false, message, error_code: e.code } },
          })
        }
      })
    })
    .on("close", () => queue.then(() => process.exit(0)))
  process.on("SIGTERM", () => queue.then(() => process.exit(0)))
}
