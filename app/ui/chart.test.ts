import { AppProvider } from "@shopify/polaris"
import english from "@shopify/polaris/locales/en.json" with { type: "json" }
import { JSDOM } from "jsdom"
import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { messagesOf } from "#app/i18n/translate.ts"
import { Chart } from "./chart.tsx"
import { TextProvider } from "./text.tsx"

const values = [0, 5, 10, 1, 4_000]
const points = values.map((value, index) => ({ key: `d${index}`, label: `Day ${index}`, value }))

/** The chart as the server sends it. */
function drawn(change: Partial<Parameters<typeof Chart>[0]> = {}) {
  const chart = createElement(Chart, { name: "Orders", labelName: "Day", summary: "Orders: many", points, ...change })
  const setting = { locale: "en" as const, timezone: "UTC", messages: messagesOf("en") }
  const worded = { ...setting, children: chart }
  const app = { i18n: english, children: createElement(TextProvider, worded) }
  const page = createElement(AppProvider, app)
  return new JSDOM(renderToStaticMarkup(page)).window.document
}

const heights = (document: Document) =>
  [...document.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("height")))

test("bars stand for values: nothing has none, the most is highest, and what is little can still be seen", () => {
  const [none, little, , , most] = heights(drawn())
  expect(none).toBe(0)
  expect(little).toBe(2)
  expect(most).toBeGreaterThan(60)
  const [half, whole] = heights(drawn({ points: points.slice(1, 3) })) as [number, number]
  expect(half / whole).toBeCloseTo(0.5)
})

test("it is drawn by the server, has a name, and its numbers stand in a table in the reader's way of writing", () => {
  const document = drawn()
  expect(document.querySelector("svg")?.getAttribute("aria-label")).toBe("Orders: many")
  const rows = [...document.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent))
  expect([rows[0], rows[2], rows.at(-1)]).toEqual([
    ["Day", "Orders"],
    ["Day 1", "5"],
    ["Day 4", "4,000"],
  ])
  expect(document.querySelectorAll("[tabindex]")).toHaveLength(0)
})

test("nothing at all is a flat ground, not a fault", () => {
  expect(heights(drawn({ points: points.map((point) => ({ ...point, value: 0 })) }))).toEqual([0, 0, 0, 0, 0])
  expect(drawn({ points: [] }).querySelectorAll("rect")).toHaveLength(0)
})

test("a line goes through its values, also below nothing", () => {
  const path = (document: Document) => document.querySelector(".regulars-chart__line")?.getAttribute("d") ?? ""
  expect(path(drawn({ kind: "line" }))).toMatch(/^M0,71/)
  const below = points.map((point, index) => ({ ...point, value: index === 0 ? -10 : 10 }))
  expect(path(drawn({ kind: "line", points: below }))).toMatch(/^M0,71.*,2$/)
})
