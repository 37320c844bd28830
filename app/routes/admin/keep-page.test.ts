import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"

test("every page with an action keeps what was typed when nobody confirms who asks", () => {
  const pages = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".tsx"))
  const source = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8")
  const acting = pages.filter((file) => source(file).includes("export const action"))
  expect(acting.length).toBeGreaterThan(5)
  expect(acting.filter((file) => !source(file).includes("keepPage as shouldRevalidate"))).toEqual([])
})
