import type { ComponentType } from "react"
import type { SectionProps } from "./programme-form-schema.ts"
import type { SectionName } from "./section-form.ts"
import { earningTab } from "./tabs/earning-tab.ts"
import { expiryTab } from "./tabs/expiry-tab.ts"
import { membersTab } from "./tabs/members-tab.ts"
import { moreWaysTab } from "./tabs/more-ways-tab.ts"
import { staffTab } from "./tabs/staff-tab.ts"
import { tiersTab } from "./tabs/tiers-tab.ts"

/** A card of the programme's form, and the sections of the rules whose fields it holds. */
export type TabSection = { of: SectionName[]; Section: ComponentType<SectionProps> }

const ALL_TABS = {
  earning: earningTab,
  members: membersTab,
  tiers: tiersTab,
  moreWays: moreWaysTab,
  expiry: expiryTab,
  staff: staffTab,
}

export type TabName = keyof typeof ALL_TABS

/** The tabs that have something, in the order of the page. Their words are `programme.tabs.<name>`. */
export const PROGRAMME_TABS = (Object.entries(ALL_TABS) as [TabName, TabSection[]][])
  .filter(([, sections]) => sections.length > 0)
  .map(([name, sections]) => ({ name, sections }))

/** The tab where a field of the form stands, by its name ("rates[0].points"). */
export function tabOfField(field: string): TabName | null {
  const section = /^[a-zA-Z]+/.exec(field)?.[0]
  return (
    PROGRAMME_TABS.find(({ sections }) => sections.some(({ of }) => of.some((one) => one === section)))?.name ?? null
  )
}
