import { spawn } from "node:child_process"
import { join } from "node:path"
import type { LoadResult } from "./load.ts"

export type LoadOptions = {
  port: number
  secret: string
  seconds: number
  connections: number
  /** Orders per second whatever the answers; absent: as many as are answered. */
  rate?: number
  shops?: string[]
  first?: number
}

/** A load under way; `stop` ends it early. The result comes when its last answer has come. */
export type Load = { result: Promise<LoadResult>; stop: () => void }

const SCRIPT = join(import.meta.dirname, "load.ts")

/** Starts bench/load.ts; its result rejects when not nearly everything was answered with 200. */
export function startLoad(options: LoadOptions): Load {
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${String(value)}`)
  const child = spawn(process.execPath, [SCRIPT, ...flags], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: join(import.meta.dirname, ".."),
  })
  const giveUp = setTimeout(() => child.kill("SIGKILL"), (options.seconds + 30) * 1000)
  let output = ""
  child.stdout.on("data", (chunk) => {
    output += String(chunk)
  })
  const result = new Promise<LoadResult>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", () => {
      clearTimeout(giveUp)
      if (output === "") return reject(new Error("the load ended without a result"))
      const measured = JSON.parse(output) as LoadResult
      if (measured.accepted >= measured.answered * 0.999) return resolve(measured)
      reject(new Error(`only ${measured.accepted} of ${measured.answered} were answered with 200`))
    })
  })
  return { result, stop: () => child.stdin.end() }
}
