import { spawnSync } from "node:child_process"
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"

test("nothing is installed through a link: the folder it leads to keeps its packages", () => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bootstrap-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const kept = join(folder, "others/kept")
  mkdirSync(kept, { recursive: true })
  mkdirSync(join(folder, "copy/bin"), { recursive: true })
  copyFileSync(join(import.meta.dirname, "bootstrap.mjs"), join(folder, "copy/bin/bootstrap.mjs"))
  writeFileSync(join(folder, "copy/package-lock.json"), "{}")
  symlinkSync(join(folder, "others"), join(folder, "copy/node_modules"))
  const { status, stderr } = spawnSync(process.execPath, ["copy/bin/bootstrap.mjs", "none.ts"], {
    cwd: folder,
    encoding: "utf8",
  })
  expect(status).toBe(1)
  expect(stderr).toContain("node_modules is a link")
  expect(existsSync(kept)).toBe(true)
})
