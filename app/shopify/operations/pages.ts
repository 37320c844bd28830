import type { Page } from "../types/operations.generated.ts"

/** The cursor of the next page; null: this was the last. */
export function nextCursor(page: Page): string | null {
  return page.hasNextPage ? page.endCursor : null
}

/** What to search for, to find what was updated at or after `since`. */
export function updatedSince(since: Date): string {
  return `updated_at:>='${since.toISOString()}'`
}
