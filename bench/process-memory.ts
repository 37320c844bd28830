import { existsSync, readFileSync } from "node:fs"

/** Most memory a process has had, in MB; null where the system does not tell (Linux does). */
export function peakMemoryMb(pid: number): number | null {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null
}
