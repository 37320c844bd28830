import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Sets the world's clock of this test file to `at`; it goes on from there. Call it before anything asks for the time. */
export function setWorldClock(at: string): void {
  const file = join(mkdtempSync(join(tmpdir(), "clock-")), "clock.json")
  writeFileSync(file, JSON.stringify({ offsetMs: Date.parse(at) - Date.now() }))
  process.env.REGULARS_CLOCK_FILE = file
}
