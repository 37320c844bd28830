import type { TabSection } from "../programme-tabs.ts"
import { GoodwillSection } from "../sections/goodwill-section.tsx"

/** What staff may do by hand. */
export const staffTab: TabSection[] = [{ of: ["goodwill"], Section: GoodwillSection }]
