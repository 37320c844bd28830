import type { TabSection } from "../programme-tabs.ts"

/** Points that no order earns: occasions, activities. */
export const moreWaysTab: TabSection[] = []
