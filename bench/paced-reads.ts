import { Agent, get } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"

/** One request; `kind` tells which figures it counts for. */
export type Read = { kind: string; path: string; headers: Record<string, string> }

export type Pace = { port: number; perSecond: number; seconds: number; next: (index: number) => Read }

/** Times in ms, sorted, by kind; and how many answers came in a second. */
export type Times = { all: number[]; byKind: Map<string, number[]>; perSecond: number }

/**
 * Sends `perSecond` requests every second, whatever the answers (open loop); an answer's time counts from the moment its
 * request should have been sent, to its last byte. Throws when one is not a 200.
 */
export async function readAtPace({ port, perSecond, seconds, next }: Pace): Promise<Times> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const byKind = new Map<string, number[]>()
  const startedAt = performance.now()
  const answers: Promise<void>[] = []
  let failure: Error | undefined
  const count = Math.round(perSecond * seconds)
  try {
    for (let index = 0; index < count; index += 1) {
      const dueAt = startedAt + (index * 1000) / perSecond
      const earlyMs = dueAt - performance.now()
      if (earlyMs > 1) await sleep(earlyMs)
      const read = next(index)
      const times = byKind.get(read.kind) ?? []
      byKind.set(read.kind, times)
      answers.push(
        answerTo(agent, port, read).then(
          () => void times.push(performance.now() - dueAt),
          (error: Error) => {
            failure ??= error
          },
        ),
      )
    }
    await Promise.all(answers)
    if (failure) throw failure
  } finally {
    agent.destroy()
  }
  const took = (performance.now() - startedAt) / 1000
  for (const times of byKind.values()) times.sort((a, b) => a - b)
  const all = [...byKind.values()].flat().sort((a, b) => a - b)
  return { all, byKind, perSecond: Math.round((10 * all.length) / took) / 10 }
}

function answerTo(agent: Agent, port: number, { path, headers }: Read): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ agent, host: "127.0.0.1", port, path, headers }, (response) => {
      let body = ""
      response.setEncoding("utf8")
      response.on("data", (chunk: string) => {
        body += chunk
      })
      response.on("error", reject)
      response.on("end", () => {
        if (response.statusCode === 200) return resolve()
        reject(new Error(`${path.slice(0, 120)} was answered ${response.statusCode}: ${body.slice(0, 200)}`))
      })
    }).on("error", reject)
  })
}

/** The time below which `share` (0 to 1) of sorted times lie, to a tenth of a millisecond. */
export function quantile(times: number[], share: number): number {
  return Math.round(10 * (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN)) / 10
}
