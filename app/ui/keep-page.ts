import type { ShouldRevalidateFunctionArgs } from "@remix-run/react"

/**
 * Every page with an action exports this as its `shouldRevalidate`: what nobody confirmed (401) changed nothing, and asking
 * for the page anew would be refused as well and take away what was typed.
 */
export function keepPage({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus !== 401 && defaultShouldRevalidate
}
