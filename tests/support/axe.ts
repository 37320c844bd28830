import AxeBuilder from "@axe-core/playwright"
import type { Page } from "playwright-core"

/** What axe finds wrong with a page, or with one place of it (a CSS selector), one line each. */
export async function axeFaults(page: Page, place?: string): Promise<string[]> {
  // What is right is not asked for: gathering it would cost most of the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] })
  const { violations } = await (place === undefined ? axe : axe.include(place)).analyze()
  return violations.map((fault) => `axe ${fault.id}: ${fault.nodes.map((node) => node.target.join(" ")).join(", ")}`)
}
