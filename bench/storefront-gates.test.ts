import { expect, test } from "vitest"
import { requestsBeyondAssets } from "./storefront-gates.ts"

const ASSET = "/cdn/extensions/regulars/launcher.js"

test.each<[string, Record<string, number>, Record<string, number>, string[]]>([
  ["our assets, each once", { "/": 1, [ASSET]: 1 }, { "/": 1 }, []],
  ["an asset asked for twice", { "/": 1, [ASSET]: 2 }, { "/": 1 }, [ASSET]],
  ["a call to the app", { "/": 1, "/apps/regulars/summary": 1 }, { "/": 1 }, ["/apps/regulars/summary"]],
  ["what the theme asks for, too", { "/": 1, "/cart.js": 2 }, { "/": 1, "/cart.js": 2 }, []],
  ["what the theme asks for, once more", { "/": 1, "/cart.js": 3 }, { "/": 1, "/cart.js": 2 }, ["/cart.js"]],
])("beyond the assets: %s", (_words, ours, bare, beyond) => {
  expect(requestsBeyondAssets(new Map(Object.entries(ours)), new Map(Object.entries(bare)))).toEqual(beyond)
})
