import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import type { SimulatorClock } from "./context.ts"

const UNIT_MS: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }

/** "14d", "2h", "1d12h", "P14D", "PT2H", "P1DT12H" → milliseconds; a leading "-" goes back. Throws on anything else. */
export function parseDuration(text: string): number {
  const plain = text.trim().toLowerCase()
  const iso = /^(-?)p(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?$/.exec(plain)
  const short = /^(-?)(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?$/.exec(plain)
  const match = iso ?? short
  const parts = match?.slice(2) ?? []
  if (!match || parts.every((part) => part === undefined)) {
    throw new Error(`not a duration: "${text}" (write 14d, 2h, 30m or P14D)`)
  }
  const units = ["w", "d", "h", "m", "s"]
  const total = parts.reduce((sum, part, index) => {
    return sum + Number(part ?? 0) * (UNIT_MS[units[index] as string] as number)
  }, 0)
  return match[1] ? -total : total
}

/**
 * World time = machine time + the offset in `file`, which every process of the world reads.
 * Written by rename, so that no reader ever sees half a file.
 */
export function openClock(file: string): SimulatorClock {
  mkdirSync(dirname(file), { recursive: true })
  let written = readOffset(file)
  if (written === null) written = writeOffset(file, 0)
  const offset = () => readOffset(file) ?? written ?? 0
  const now = () => new Date(Date.now() + offset())
  return {
    now,
    set(at) {
      if (Number.isNaN(at.getTime())) throw new Error("not a moment: write it as 2026-01-31T12:00:00Z")
      written = writeOffset(file, at.getTime() - Date.now())
      return now()
    },
    advance(duration) {
      written = writeOffset(file, offset() + parseDuration(duration))
      return now()
    },
  }
}

function readOffset(file: string): number | null {
  try {
    const offsetMs = Number(JSON.parse(readFileSync(file, "utf8")).offsetMs)
    return Number.isFinite(offsetMs) ? offsetMs : null
  } catch {
    return null
  }
}

function writeOffset(file: string, offsetMs: number): number {
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, `${JSON.stringify({ offsetMs })}\n`)
  renameSync(draft, file)
  return offsetMs
}
