import type { TabSection } from "../programme-tabs.ts"
import { TiersSection } from "../sections/tiers-section.tsx"

export const tiersTab: TabSection[] = [{ of: ["tiers"], Section: TiersSection }]
