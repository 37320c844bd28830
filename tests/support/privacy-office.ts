import { erasePerson, eraseShop, showPerson } from "#app/personal-data.server.ts"
import { answerRequests } from "#app/privacy/answer-requests.server.ts"

/** Answers every privacy request that is due, as the worker does; returns how many. */
export function answerPrivacyRequests(at = new Date()): Promise<number> {
  return answerRequests({ showPerson, erasePerson, eraseShop }, () => at, new AbortController().signal)
}
