import type { LookProblems } from "../look-form.ts"

/** What an action answered; see app/routes/admin/appearance.tsx. */
export type AppearanceOutcome =
  | { ok: true; done: "saved" | "discarded" | "published"; id: string }
  | { ok: false; problems: LookProblems }
  | { ok: false; failure: string }
