import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { pathToFileURL } from "node:url"

/** Servers and workers as real processes that can be killed: whoever dies without being asked to stop starts again. */
export type Crew = {
  origins: string[]
  /** SIGKILL, at once; a new process takes its place. */
  kill: (kind: MemberKind, which: number) => void
  /** Asks these to end in good order, and waits. */
  stop: (kind: MemberKind) => Promise<void>
  start: (kind: MemberKind) => void
  ready: () => Promise<void>
  /** Lines of the logs that nobody expects: errors, and whatever is no line of the log. */
  complaints: () => string[]
}

export type MemberKind = "server" | "worker"

type Post = {
  kind: MemberKind
  name: string
  variables: Record<string, string>
  child: ChildProcess | null
  wanted: boolean
  /** It died by our hand. */
  struck: boolean
  endings: string[]
}

const SCRIPTS: Record<MemberKind, string> = { server: "app/server.ts", worker: "app/worker.ts" }
const ROOT = join(import.meta.dirname, "../..")
const KEEP_COMPILED = pathToFileURL(join(import.meta.dirname, "keep-compiled.ts")).href
const READY_WITHIN_MS = 120_000
const STOP_PATIENCE_MS = 30_000
const ERROR_LEVEL = 50
/** A process that ends by itself this often will not come up at all. */
const MOST_ENDINGS = 3

/** Starts a server on each port and as many workers. `variables`: the environment they share. */
export function openCrew(folder: string, ports: number[], variables: Record<string, string>): Crew {
  const posts: Post[] = ports.flatMap((port, index) => [
    post("server", index, { ...variables, PORT: String(port), WORKER: "off" }),
    post("worker", index, variables),
  ])
  const logOf = (name: string) => join(folder, `${name}.log`)
  const origins = ports.map((port) => `http://127.0.0.1:${port}`)

  function startOne(one: Post): void {
    one.wanted = true
    const log = openSync(logOf(one.name), "a")
    const child = spawn(process.execPath, ["--import", KEEP_COMPILED, join(ROOT, SCRIPTS[one.kind])], {
      cwd: ROOT,
      env: { ...process.env, ...one.variables },
      // The channel says nothing; its end tells the child that we are gone.
      stdio: ["ignore", log, log, "ipc"],
    })
    closeSync(log)
    one.child = child
    one.struck = false
    child.once("exit", (code, signal) => {
      if (one.child !== child || !one.wanted) return
      if (!one.struck) one.endings.push(`${one.name}: ended by itself (${signal ?? `exit ${code}`})`)
      if (one.endings.length < MOST_ENDINGS) startOne(one)
    })
  }

  const of = (kind: MemberKind) => posts.filter((one) => one.kind === kind)
  return {
    origins,
    kill: (kind, which) => {
      const one = of(kind)[which]
      if (!one?.child) return
      one.struck = true
      one.child.kill("SIGKILL")
    },
    start: (kind) => of(kind).forEach(startOne),
    stop: async (kind) => {
      await Promise.all(of(kind).map(stopOne))
    },
    ready: async () => {
      const isHopeless = () => posts.some((one) => one.endings.length >= MOST_ENDINGS)
      await Promise.all(origins.map((origin) => answers(origin, isHopeless)))
    },
    complaints: () => posts.flatMap((one) => [...one.endings, ...complaintsIn(one.name, logOf(one.name))]),
  }
}

function post(kind: MemberKind, index: number, variables: Record<string, string>): Post {
  return { kind, name: `${kind}-${index + 1}`, variables, child: null, wanted: false, struck: false, endings: [] }
}

async function stopOne(one: Post): Promise<void> {
  const { child } = one
  one.wanted = false
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  const patience = new AbortController()
  await Promise.race([gone, sleep(STOP_PATIENCE_MS, null, { signal: patience.signal }).catch(() => null)])
  patience.abort()
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL")
}

async function answers(origin: string, isHopeless: () => boolean): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS
  while (performance.now() < until && !isHopeless()) {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(50)
  }
  throw new Error(`${origin} does not come up`)
}

function complaintsIn(name: string, file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean)
  return lines.filter(isComplaint).map((line) => `${name}: ${line.slice(0, 400)}`)
}

function isComplaint(line: string): boolean {
  // Shopify's library announces itself on the standard output.
  if (/^\[shopify-a[a-z]+\/INFO\]|^\s|Enable this flag/.test(line)) return false
  try {
    const { level } = JSON.parse(line) as { level?: unknown }
    return typeof level !== "number" || level >= ERROR_LEVEL
  } catch {
    return true
  }
}
