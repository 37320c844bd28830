import type { Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { readPrivacyPayload } from "#app/records/shops/privacy-payload.ts"
import { keepRequest, type PrivacyKind } from "./request-rows.server.ts"

/** The topics the law asks for. */
const KINDS = new Map<string, PrivacyKind>([
  ["customers/data_request", "data_request"],
  ["customers/redact", "redact"],
  ["shop/redact", "shop_redact"],
])
const NOBODY = { dataRequestId: null, customerId: null, email: null, phone: null, orderIds: [] }

export const PRIVACY_TOPICS = [...KINDS.keys()]

/** A message as it was stored, its payload read. */
type Message = { id: number; topic: string; dedupKey: string; payload: unknown }

/** Keeps what these messages ask for and has it answered. Returns the ids of those that do not say whom they are about. */
export async function takeRequests(tx: Tx, shop: string, messages: Message[], at: Date): Promise<number[]> {
  const unclear: number[] = []
  for (const { id, topic, dedupKey, payload } of messages) {
    const kind = KINDS.get(topic) as PrivacyKind
    const asked = kind === "shop_redact" ? NOBODY : readPrivacyPayload(payload)
    if (asked === null) {
      unclear.push(id)
      continue
    }
    const { dataRequestId, ...person } = asked
    await keepRequest(tx, shop, { requestId: `${kind}-${dataRequestId ?? dedupKey}`, kind, ...person }, at)
  }
  await wake(tx, "answer_privacy_requests")
  return unclear
}
