import { z } from "zod"

const scopesPayload = z.object({ current: z.array(z.string()) })

/** The scopes an app/scopes_update payload says are granted now; null: it does not say. */
export function readScopes(payload: unknown): string[] | null {
  const parsed = scopesPayload.safeParse(payload)
  return parsed.success ? parsed.data.current : null
}
