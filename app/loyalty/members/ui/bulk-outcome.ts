import type { SubmissionResult } from "@conform-to/react"

/** What an action on many members answered; see app/routes/admin/bulk-action.server.ts. */
export type BulkOutcome =
  | { ok: true; done: "started" | "pause" | "resume" | "cancel" | "hide"; id: string }
  | { ok: false; submission: SubmissionResult }
  | { ok: false; failure: string }
