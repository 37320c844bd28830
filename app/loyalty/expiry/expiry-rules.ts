import { z } from "zod"

/**
 * Whether points expire. never: they do not. inactivity: so many months after the member was last active (activity.ts).
 * lot: so many months after they were earned. Versions published before there was the choice read as never.
 */
export const expiryRules = z
  .object({
    kind: z.enum(["never", "inactivity", "lot"]),
    months: z.number().int().min(1).max(120),
  })
  .default({ kind: "never", months: 12 })

export type ExpiryRules = z.infer<typeof expiryRules>
