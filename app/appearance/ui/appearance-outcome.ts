import type { LookProblems } from "../look-form.ts"
import type { PreviewPicture } from "../preview/sample-shop.ts"

/** What an action answered; see app/routes/admin/appearance.tsx. */
export type AppearanceOutcome =
  | { ok: true; done: "saved" | "discarded" | "published"; id: string }
  | { ok: true; done: "drawn"; picture: PreviewPicture }
  | { ok: false; problems: LookProblems }
  | { ok: false; failure: string }
