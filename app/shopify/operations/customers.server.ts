import { adminApi } from "../admin-api.server.ts"
import { ReadCustomer, type ReadCustomerResult } from "../types/operations.generated.ts"

export type AdminCustomer = NonNullable<ReadCustomerResult["customer"]>

/** The customer (gid), or null when there is none. Without protected-data access, names and addresses come as null. */
export async function readCustomer(shop: string, customerId: string): Promise<AdminCustomer | null> {
  const data = await adminApi(shop).query(ReadCustomer, { id: customerId })
  return data.customer
}
