import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { extensionFiles, programFolder } from "./extension-files.server.ts"

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "regulars-program-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test("the extension's blocks, scripts, stylesheets and languages are read as they are deployed", () => {
  const { extension, assets, languages } = extensionFiles()
  expect([...extension.templates.keys()]).toEqual(expect.arrayContaining(["launcher", "loyalty", "points-on-product"]))
  expect(Object.keys(assets)).toEqual(expect.arrayContaining(["regulars-launcher.js", "regulars.css"]))
  expect(languages).toEqual(["en", "bg", "ru"])
})

test.each(["app/appearance", "build/server", "build/server/assets"])("they are found from %s", (place) => {
  const folder = emptyFolder()
  mkdirSync(join(folder, "extensions/storefront/blocks"), { recursive: true })
  mkdirSync(join(folder, place), { recursive: true })
  expect(programFolder([join(folder, place)])).toBe(folder)
})

test("where they are missing, that is said in plain words", () => {
  expect(() => programFolder([emptyFolder()])).toThrow("The folder extensions/storefront is missing")
})
