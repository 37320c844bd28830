import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import type { Job } from "./job.ts"
import { FAILED_JOBS } from "./job-failures.server.ts"
import { startWorker } from "./worker.server.ts"

type Row = { key: string; tries: number; error: string; trace: string | null }

const failures = async () => (await acrossShops().query<Row>(`SELECT * FROM (${FAILED_JOBS.rows}) AS f`)).rows

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return
    await sleep(25)
  }
  throw new Error(`never: ${what}`)
}

test("a job that throws is kept with its words, no shop named, and forgotten with its next success", async () => {
  let broken = true
  const job: Job = {
    name: "review_due",
    does: "fails until it is mended",
    due: "true",
    run: async () => {
      if (broken) throw new Error(`secret.myshopify.com said "Мария Иванова"`)
    },
  }
  const worker = await startWorker(process.env.DATABASE_URL as string, [job])
  try {
    await until("it failed twice", async () => ((await failures())[0]?.tries ?? 0) >= 2)
    expect(await failures()).toMatchObject([
      {
        key: "review_due",
        error: "Error: (shop) said “…”",
        trace: expect.stringMatching(/^review_due-[0-9a-f-]{36}$/),
      },
    ])
    broken = false
    await until("it is forgotten", async () => (await failures()).length === 0)
  } finally {
    await worker.stop()
  }
})
