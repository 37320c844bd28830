import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { flattenTexts } from "#app/i18n/blanks.ts"
import { messagesOf } from "#app/i18n/translate.ts"

/** The guide quotes the app: whatever a merchant is told to click or look for is written on the screen exactly so. */

const guides = join(import.meta.dirname, "../../docs/guides")
const guide = readFileSync(join(guides, "merchant.md"), "utf8")

test("every label in bold is a text of the app", () => {
  const labels = [...new Set([...guide.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label]) => label as string))]
  const texts = new Set(flattenTexts(messagesOf("en")).values())
  expect(labels.length).toBeGreaterThan(40)
  expect(labels.filter((label) => label !== "bold" && !texts.has(label))).toEqual([])
})

test("every label in italics that names a block of ours is its name in the theme editor", () => {
  const schema = readFileSync(join(guides, "../../extensions/storefront/locales/en.default.schema.json"), "utf8")
  const blocks = Object.values(JSON.parse(schema) as Record<string, { name?: string }>).flatMap(
    ({ name }) => name ?? [],
  )
  expect(blocks.filter((name) => !guide.includes(`*${name}*`))).toEqual([])
})

test("every picture is there, and every link within the guide leads to a heading", () => {
  const pictures = [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path as string)
  expect(pictures.length).toBeGreaterThan(6)
  expect(pictures.filter((path) => !existsSync(join(guides, path)))).toEqual([])
  const anchors = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  )
  const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor as string)
  expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([])
})
