import { expect, test } from "vitest"
import { type SetupFacts, setupSteps } from "./setup-steps.ts"
import type { ThemeReading } from "./theme-reading.ts"

const THEME: ThemeReading = { known: true, themeName: "Dawn", launcher: "absent", blocks: [], wholeTheme: true }
const FRESH: SetupFacts = { published: false, theme: THEME, hasMembers: false, importedOrders: false }

const states = (change: Partial<SetupFacts> = {}) =>
  setupSteps({ ...FRESH, ...change })
    .map(({ state }) => state)
    .join(" ")

const theme = (change: object): Partial<SetupFacts> => ({ theme: { ...THEME, ...change } as ThemeReading })
const block = (name: string, template: string) => ({ blocks: [{ block: name, template }] })

test.each([
  ["a fresh shop has everything before it", {}, "open open open open open"],
  ["publishing ends the first step", { published: true }, "done open open open open"],
  ["the embed must be on", theme({ launcher: "on" }), "open done open open open"],
  ["an embed that is off is none", theme({ launcher: "off" }), "open open open open open"],
  ["points stand on a product template", theme(block("points-on-product", "product")), "open open done open open"],
  ["or on one of its variants", theme(block("points-on-product", "product.gift")), "open open done open open"],
  ["points elsewhere are not on the product", theme(block("points-on-product", "index")), "open open open open open"],
  ["the loyalty block may stand anywhere", theme(block("loyalty", "page.rewards")), "open open open done open"],
  ["and so may the account's", theme(block("account", "customers/account")), "open open open done open"],
  ["a first member ends the last step", { hasMembers: true }, "open open open open done"],
  ["so do imported orders", { importedOrders: true }, "open open open open done"],
  ["while the theme is asked, nothing is missing", { theme: null }, "open unknown unknown unknown open"],
  ["nor when it cannot be asked", { theme: { known: false, reason: "no_scope" } }, "open unknown unknown unknown open"],
  ["unreadable settings hide the embed alone", theme({ launcher: "unknown" }), "open unknown open open open"],
  ["unread templates may hold a block", theme({ wholeTheme: false }), "open open unknown unknown open"],
] as [string, Partial<SetupFacts>, string][])("%s", (_name, change, expected) => {
  expect(states(change)).toBe(expected)
})
