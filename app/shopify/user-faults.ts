/** Why Shopify would not do what was asked. `index`: of the list item it speaks of, when there is one. */
export type UserFault = { code: string | null; field: string[]; message: string; index: number | null }

type UserErrors = {
  userErrors?: { code?: string | null; field?: string[] | null; message: string; elementIndex?: number | null }[]
}

/** All `userErrors` of a mutation's answer; empty: everything was done. */
export function findUserFaults(data: unknown): UserFault[] {
  const payloads = Object.values((data ?? {}) as Record<string, UserErrors | null>)
  return payloads.flatMap((payload) =>
    (payload?.userErrors ?? []).map((error) => ({
      code: error.code ?? null,
      field: error.field ?? [],
      message: error.message,
      index: error.elementIndex ?? null,
    })),
  )
}
