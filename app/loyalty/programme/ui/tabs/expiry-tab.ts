import type { TabSection } from "../programme-tabs.ts"
import { ExpirySection } from "../sections/expiry-section.tsx"

/** When points end. */
export const expiryTab: TabSection[] = [{ of: ["expiry"], Section: ExpirySection }]
