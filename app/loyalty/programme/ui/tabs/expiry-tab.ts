import type { TabSection } from "../programme-tabs.ts"

/** When points end. */
export const expiryTab: TabSection[] = []
