import { shopDb } from "#app/lib/db.server.ts"
import { getHealth } from "../../health/health.server.ts"
import type { HealthWarning } from "../../health/health-check.ts"
import { getDraft, listVersions } from "../programme.server.ts"
import type { ProgrammeRules } from "../programme-rules.ts"
import { listVersionsByNumber } from "../version.server.ts"
import { getBreaks, type PauseView, type TestView } from "./breaks.server.ts"

/** The draft being edited, what is in force, and what was before. */
export type ProgrammePage = {
  /** The shop's currency, in which spend thresholds are written. */
  currency: string
  draft: ProgrammeRules
  /** Changes with each save and publication, so that the form starts anew from what is stored. */
  draftKey: string
  live: ProgrammeRules | null
  versions: { version: number; publishedAt: string }[]
  /** Pauses, the newest first, and the test that is on. */
  pauses: PauseView[]
  test: TestView | null
  /** What the health check says of the draft. */
  warnings: HealthWarning[]
}

const VERSIONS_SHOWN = 20

export async function getProgrammePage(shop: string, currency: string, at: Date): Promise<ProgrammePage> {
  const [draft, versions, breaks] = await Promise.all([getDraft(shop), listVersions(shop), getBreaks(shop, at)])
  const newest = versions[0]?.version ?? 0
  const [live] = newest === 0 ? [] : await listVersionsByNumber(shopDb(shop), shop, [newest])
  const warnings = await getHealth(shop, draft.rules, { currency, at })
  return {
    ...breaks,
    warnings,
    currency,
    draft: draft.rules,
    draftKey: `${newest} ${draft.savedAt?.toISOString() ?? "unsaved"}`,
    live: live?.rules ?? null,
    versions: versions.slice(0, VERSIONS_SHOWN).map(({ version, publishedAt }) => ({
      version,
      publishedAt: publishedAt.toISOString(),
    })),
  }
}
