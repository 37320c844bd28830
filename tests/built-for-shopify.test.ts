import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "smol-toml"
import { describe, expect, test } from "vitest"

/** docs/built-for-shopify.md is only worth something while what it names exists. */

const root = join(import.meta.dirname, "..")
const read = (file: string) => readFileSync(join(root, file), "utf8")
const checklist = read("docs/built-for-shopify.md")
const rows = checklist.split("\n").filter((line) => /^\| \d/.test(line))

/** How many requirements Shopify has in each part. */
const ASKED: Record<string, number> = {
  "1.1": 2,
  "1.2": 3,
  "2.1": 3,
  "2.2": 1,
  "2.3": 1,
  "3.1": 5,
  "3.2": 2,
  "4.1": 6,
  "4.2": 6,
  "4.3": 7,
}

describe("the checklist", () => {
  test("has a line for each of Shopify's requirements, in their order", () => {
    const asked = Object.entries(ASKED).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, index) => `${part}.${index + 1}`),
    )
    const listed = rows.map((row) => row.split("|")[1]?.trim() ?? "").filter((number) => /^\d\.\d\.\d$/.test(number))
    expect(listed).toEqual(asked)
  })

  test("says in each line what proves it, where to look, or that nothing here can", () => {
    const proof = /`[^`]+` › “|npm run bench|the same run|not provable here|does not apply|`docs\/|`app\/|yet/
    expect(rows.filter((row) => !proof.test(row.split("|").at(-2) ?? ""))).toEqual([])
  })

  test("names files that exist, and tests that are in them", () => {
    const faults: string[] = []
    for (const [, file = "", name] of checklist.matchAll(/`([\w-]+\/[\w./-]+)`(?: › “([^”]+)”)?/g)) {
      if (!existsSync(join(root, file))) faults.push(`${file} does not exist`)
      else if (name && !read(file).includes(`"${name}"`)) faults.push(`${file} has no test “${name}”`)
    }
    expect(faults).toEqual([])
  })

  test("names benches that have goals", () => {
    const goals = JSON.parse(read("bench/goals.json")) as Record<string, unknown>
    const benches = [...checklist.matchAll(/npm run bench -- (\w+)/g)].map(([, name]) => name as string)
    expect(benches).toContain("admin")
    expect(benches.filter((name) => !(name in goals))).toEqual([])
  })
})

test("no scope and no operation of ours can change a theme", () => {
  const { access_scopes: access } = parse(read("shopify.app.toml")) as { access_scopes: Record<string, unknown> }
  expect(JSON.stringify(access)).toContain("read_themes")
  expect(JSON.stringify(access)).not.toMatch(/write_themes|write_script_tags/)
  const operations = readdirSync(join(root, "app/shopify/operations")).filter((file) => file.endsWith(".graphql"))
  expect(operations.length).toBeGreaterThan(5)
  const changing = operations.filter((file) =>
    /\b(theme\w*(Upsert|Delete|Copy|Update|Create)|scriptTag\w*)\b/.test(read(`app/shopify/operations/${file}`)),
  )
  expect(changing).toEqual([])
})
