import { adminApi } from "../admin-api.server.ts"
import {
  CreateBasicDiscount,
  CreateShippingDiscount,
  EndDiscount,
  FindDiscountByCode,
} from "../types/operations.generated.ts"
import type { UserFault } from "../user-faults.ts"
import type { NewDiscount } from "./new-discount.ts"

/** Makes a discount; its gid. Refused (the code is taken: `TAKEN`; a customer or product is gone): the faults. */
export async function createDiscount(
  shop: string,
  discount: NewDiscount,
): Promise<{ ok: true; id: string } | { ok: false; faults: UserFault[] }> {
  const api = adminApi(shop)
  if (discount.type === "basic") {
    const made = await api.mutate(CreateBasicDiscount, { discount: discount.input })
    return made.ok ? { ok: true, id: idOf(made.data.discountCodeBasicCreate) } : made
  }
  const made = await api.mutate(CreateShippingDiscount, { discount: discount.input })
  return made.ok ? { ok: true, id: idOf(made.data.discountCodeFreeShippingCreate) } : made
}

function idOf(payload: { codeDiscountNode: { id: string } | null } | null): string {
  if (!payload?.codeDiscountNode) throw new Error("Shopify made a discount, but does not tell which")
  return payload.codeDiscountNode.id
}

/** The discount that has this code, or null; `uses`: how often it was used, which Shopify counts with a delay. */
export async function findDiscountByCode(
  shop: string,
  code: string,
): Promise<{ id: string; tags: string[]; uses: number } | null> {
  const { codeDiscountNodeByCode: found } = await adminApi(shop).query(FindDiscountByCode, { code })
  return found && { id: found.id, tags: found.codeDiscount.tags ?? [], uses: found.codeDiscount.asyncUsageCount ?? 0 }
}

/** Ends a discount at once. Repeating it is harmless. Refused (it was deleted): the faults. */
export async function endDiscount(
  shop: string,
  id: string,
): Promise<{ ok: true } | { ok: false; faults: UserFault[] }> {
  const ended = await adminApi(shop).mutate(EndDiscount, { id })
  return ended.ok ? { ok: true } : ended
}
