import { type ChildProcess, spawn } from "node:child_process"
import { randomInt } from "node:crypto"
import { createWriteStream } from "node:fs"
import { createServer } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

/** A process of the world: its output goes to a log file, and an end that nobody asked for is told. */
export type Running = { name: string; pid: number; stop: () => Promise<void>; ended: Promise<string> }

const STOP_PATIENCE_MS = 15_000

/** Starts `node SCRIPT ARGS` with `variables` added to the environment. */
export function startProcess(
  name: string,
  script: string,
  variables: Record<string, string>,
  logFile: string,
  args: string[] = [],
): Running {
  const log = createWriteStream(logFile, { flags: "a" })
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...variables },
    // The channel says nothing; its end tells the child that we are gone, even when we were killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: process.platform !== "win32", // Ctrl-C reaches only us; we stop the others in order
  })
  child.stdout?.pipe(log)
  child.stderr?.pipe(log)
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(`${name} ended (${signal ?? `exit ${code}`}); see ${logFile}`))
    child.once("error", (error) => resolve(`${name} did not start: ${error.message}`))
  })
  return {
    name,
    pid: child.pid ?? -1,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill("SIGTERM")
      const gone = await Promise.race([ended, sleep(STOP_PATIENCE_MS, null)])
      if (gone === null) child.kill("SIGKILL")
    },
  }
}

/** Waits until `url` answers 2xx; throws when `running` ends first or `timeoutMs` passes. */
export async function waitUntilReady(url: string, running: Running, timeoutMs: number): Promise<void> {
  let endedBecause: string | null = null
  running.ended.then((words) => {
    endedBecause = words
  })
  const until = Date.now() + timeoutMs
  while (Date.now() < until) {
    if (endedBecause) throw new Error(endedBecause)
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`${running.name} is not ready after ${timeoutMs / 1000} s: ${url}`)
}

/** Below the ports that systems give to connections, so that none of those takes one before it is used. */
const FIRST_PORT = 20_000
const PORTS = 12_000
const PORT_TRIES = 50

/** `count` free ports on loopback. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(Array.from({ length: count }, listenAnywhere))
  const ports = probes.map((probe) => (probe.address() as { port: number }).port)
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  return ports
}

async function listenAnywhere(): Promise<ReturnType<typeof createServer>> {
  for (let tries = 1; ; tries += 1) {
    const probe = await listen(FIRST_PORT + randomInt(PORTS)).catch(() => null)
    if (probe) return probe
    if (tries === PORT_TRIES) throw new Error("no port is free")
  }
}

/** Throws in plain words when a port is taken. */
export async function requireFreePort(port: number): Promise<void> {
  const probe = await listen(port).catch(() => {
    throw new Error(`Port ${port} is in use. Stop what uses it, or choose another: npm run demo -- --port 4100`)
  })
  await new Promise((resolve) => probe.close(resolve))
}

function listen(port: number): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(server))
  })
}
