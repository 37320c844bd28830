import type { TabSection } from "../programme-tabs.ts"
import { BasisSection } from "../sections/basis-section.tsx"
import { EarningSection } from "../sections/earning-section.tsx"
import { ExclusionsSection } from "../sections/exclusions-section.tsx"
import { OrdersSection } from "../sections/orders-section.tsx"
import { PendingSection } from "../sections/pending-section.tsx"
import { RatesSection } from "../sections/rates-section.tsx"

/** What an order earns, and when. */
export const earningTab: TabSection[] = [
  { of: ["rates", "rounding"], Section: RatesSection },
  { of: ["basis"], Section: BasisSection },
  { of: ["orders"], Section: OrdersSection },
  { of: ["pending"], Section: PendingSection },
  { of: ["earning"], Section: EarningSection },
  { of: ["exclusions"], Section: ExclusionsSection },
]
