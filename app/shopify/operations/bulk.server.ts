import { UpstreamError } from "#app/lib/errors.ts"
import { adminApi } from "../admin-api.server.ts"
import { platformFetch } from "../platform-fetch.server.ts"
import {
  BulkOrders,
  type BulkState,
  CancelBulkOperation,
  ReadBulkOperation,
  ReadBulkOperations,
  RunBulkQuery,
} from "../types/operations.generated.ts"

/** A bulk operation as Shopify tells it; its numbers are decimal strings. */
export type BulkOperation = BulkState

/** When five operations of ours run in a shop already. */
const BUSY_WAIT_MS = 60_000
const CONNECT_TIMEOUT_MS = 30_000
const RETRY_MS = 5_000
const UNDER_WAY = ["CREATED", "RUNNING"]
/** The address is not good (any more), as storage says it. */
const GONE = [400, 401, 403, 404, 410]

/** The query for all orders the app may read that were created since a moment, as it is run in bulk. */
function ordersSince(since: Date | null): string {
  const search = `created_at:>='${(since ?? new Date(0)).toISOString()}'`
  return BulkOrders.text.replace("($search:String)", "").replace("query:$search", `query:${JSON.stringify(search)}`)
}

/**
 * Has Shopify gather the orders created since a moment, with everything but what refunds hold. One of ours that is under
 * way with the same question is taken up (the answer to a start may have been lost). Throws UpstreamError when too many
 * run, an Error with Shopify's words when it refuses.
 */
export async function startBulkOrders(shop: string, since: Date | null): Promise<BulkOperation> {
  const query = ordersSince(since)
  const { bulkOperations } = await adminApi(shop).query(ReadBulkOperations, {})
  const running = bulkOperations.nodes.find((one) => UNDER_WAY.includes(one.status) && one.query === query)
  if (running) return running
  const outcome = await adminApi(shop).mutate(RunBulkQuery, { query })
  if (outcome.ok && outcome.data.bulkOperationRunQuery?.bulkOperation)
    return outcome.data.bulkOperationRunQuery.bulkOperation
  const faults = outcome.ok ? [] : outcome.faults
  const words = faults.map((fault) => fault.message).join("; ")
  const busy = faults.some((fault) => fault.code === "LIMIT_REACHED" || fault.code === "OPERATION_IN_PROGRESS")
  if (busy) throw new UpstreamError(`Shopify runs too many bulk operations in this shop: ${words}`, BUSY_WAIT_MS)
  throw new Error(`Shopify did not start the bulk operation: ${words}`)
}

/** The operation (gid), or null when Shopify has forgotten it. */
export async function readBulkOperation(shop: string, id: string): Promise<BulkOperation | null> {
  return (await adminApi(shop).query(ReadBulkOperation, { id })).bulkOperation
}

/** Asks Shopify to stop an operation. That it had ended already is no failure. */
export async function cancelBulkOperation(shop: string, id: string): Promise<void> {
  await adminApi(shop).mutate(CancelBulkOperation, { id })
}

/** A result being read from a byte on. `byteCount`: of the whole file. */
export type OpenedResult = { body: AsyncIterable<Uint8Array>; byteCount: number }

/**
 * Opens a result at `offset`. "gone": the address is no longer good. "end": there is nothing from that byte on. Throws
 * UpstreamError when the storage cannot serve now.
 */
export async function openBulkResult(
  url: string,
  offset: number,
  signal?: AbortSignal,
): Promise<OpenedResult | "gone" | "end"> {
  const response = await connect(url, offset, signal)
  if (response.status === 416) return "end"
  if (GONE.includes(response.status)) return "gone"
  if (!response.ok || !response.body) throw new UpstreamError(`the result answered ${response.status}`, RETRY_MS)
  const length = Number(response.headers.get("content-length"))
  const resumed = response.status === 206
  const body = response.body as unknown as AsyncIterable<Uint8Array>
  return {
    body: resumed || offset === 0 ? body : skip(body, offset),
    byteCount: resumed ? offset + length : length,
  }
}

async function connect(url: string, offset: number, signal?: AbortSignal): Promise<Response> {
  // The time limit is for the answer to begin, not for the file.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), CONNECT_TIMEOUT_MS)
  try {
    return await platformFetch(url, {
      headers: offset > 0 ? { range: `bytes=${offset}-` } : {},
      signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    })
  } catch (error) {
    throw new UpstreamError(`the result did not answer (${(error as Error).name})`, RETRY_MS)
  } finally {
    clearTimeout(timer)
  }
}

/** For a storage that serves only whole files. */
async function* skip(body: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes
  for await (const chunk of body) {
    if (left < chunk.length) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}
