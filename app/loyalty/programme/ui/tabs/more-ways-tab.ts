import type { TabSection } from "../programme-tabs.ts"
import { OccasionsSection } from "../sections/occasions-section.tsx"

/** Points that no order earns: occasions, activities. */
export const moreWaysTab: TabSection[] = [{ of: ["occasions"], Section: OccasionsSection }]
