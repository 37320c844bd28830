import { AppError } from "#app/lib/errors.ts"
import { openFor } from "#app/lib/vault/vault.server.ts"
import { recordView } from "./access-log.server.ts"
import { type PersonFile, personFilePage } from "./person-file-page.ts"
import { filePlace, findFile } from "./request-rows.server.ts"

export type Download = { name: string; type: string; text: string }

/**
 * A person's file, for machines (JSON) or for reading (HTML). That it was taken is written down first. Throws `not_found`
 * when there is none (any more).
 */
export async function downloadFile(
  shop: string,
  requestId: string,
  { form, title, staffId, at }: { form: "json" | "html"; title: string; staffId: string; at: Date },
): Promise<Download> {
  const sealed = await findFile(shop, requestId)
  if (!sealed) throw new AppError("not_found", `${shop} has no file for ${requestId}`)
  await recordView(shop, { staffId, what: "privacy_file", subject: requestId, at })
  const text = await openFor(shop, filePlace(requestId), sealed)
  if (form === "json") return { name: `${requestId}.json`, type: "application/json", text }
  return { name: `${requestId}.html`, type: "text/html", text: personFilePage(JSON.parse(text) as PersonFile, title) }
}
