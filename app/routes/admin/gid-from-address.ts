import { AppError } from "#app/lib/errors.ts"
import { type GidKind, toGid } from "#app/shopify/gid.ts"

/** The gid for the digits in an address; anything else is an address that does not exist. */
export function gidFromAddress(kind: GidKind, digits: string | undefined): string {
  if (!digits || !/^\d{1,20}$/.test(digits)) throw new AppError("not_found", `no ${kind} at this address`)
  return toGid(kind, digits)
}
