import { log } from "#app/lib/log.server.ts"
import type { SoughtPerson } from "#app/lib/personal-place.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { sealFor } from "#app/lib/vault/vault.server.ts"
import type { PersonFile } from "./person-file-page.ts"
import { appendRedaction } from "./redaction-log.server.ts"
import {
  type DueRequest,
  failRequest,
  filePlace,
  findDueRequests,
  finishRequest,
  type PrivacyKind,
  soughtBy,
} from "./request-rows.server.ts"

/** What answering needs of the registry of places (app/personal-data.server.ts). */
export type Registry = {
  showPerson: (person: SoughtPerson) => Promise<PersonFile["places"]>
  erasePerson: (person: SoughtPerson) => Promise<void>
  eraseShop: (shop: string) => Promise<void>
}

const AT_ONCE = 20

/**
 * Answers what is due: makes a person's file, erases a person, or a shop. One that fails keeps its reason and is tried
 * again later; the others go on. Returns how many were answered.
 */
export async function answerRequests(registry: Registry, at: () => Date, signal: AbortSignal): Promise<number> {
  let answered = 0
  for (const request of await findDueRequests(AT_ONCE)) {
    if (signal.aborted) break
    try {
      await answer(registry, request, at())
      answered += 1
    } catch (error) {
      log.error({ shop: request.shop, ids: [request.requestId], error: plainError(error) }, "a privacy request failed")
      await failRequest(request.shop, request.requestId, plainError(error))
    }
  }
  return answered
}

async function answer(registry: Registry, request: DueRequest, at: Date): Promise<void> {
  const { shop, requestId, kind } = request
  const file = kind === "data_request" ? await makeFile(registry, request, at) : null
  if (kind === "redact") await registry.erasePerson(await soughtBy(shop, requestId))
  if (kind === "shop_redact") await registry.eraseShop(shop)
  if (isErasure(kind)) await appendRedaction(shop, requestId)
  await finishRequest(shop, requestId, file, at)
  log.info({ shop, ids: [requestId], kind }, "a privacy request was answered")
}

const isErasure = (kind: PrivacyKind) => kind !== "data_request"

async function makeFile(registry: Registry, request: DueRequest, at: Date): Promise<Buffer> {
  const { shop, requestId, receivedAt } = request
  const person = await soughtBy(shop, requestId)
  const file: PersonFile = {
    shop,
    requestId,
    customerIds: person.customerIds,
    askedAt: receivedAt.toISOString(),
    madeAt: at.toISOString(),
    places: await registry.showPerson(person),
  }
  return sealFor(shop, filePlace(requestId), JSON.stringify(file))
}
