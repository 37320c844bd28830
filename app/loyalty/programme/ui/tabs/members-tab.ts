import type { TabSection } from "../programme-tabs.ts"
import { HistorySection } from "../sections/history-section.tsx"
import { MembersSection } from "../sections/members-section.tsx"

/** Who takes part, and since when. */
export const membersTab: TabSection[] = [
  { of: ["members"], Section: MembersSection },
  { of: ["history"], Section: HistorySection },
]
