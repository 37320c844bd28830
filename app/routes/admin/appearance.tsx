import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getAppearancePage } from "#app/appearance/appearance-page.server.ts"
import { extensionFiles } from "#app/appearance/extension-files.server.ts"
import { readLook } from "#app/appearance/look-form.ts"
import { discardLookDraft, publishLook, saveLookDraft } from "#app/appearance/look-store.server.ts"
import type { AppearanceOutcome } from "#app/appearance/ui/appearance-outcome.ts"
import { AppearanceView } from "#app/appearance/ui/appearance-view.tsx"
import { askedLocale } from "#app/i18n/locales.ts"
import { AppError } from "#app/lib/errors.ts"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, (context) => getAppearancePage(context, askedLocale(request) ?? "en"))

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<AppearanceOutcome>(request, async (context) => {
    const form = await request.formData()
    switch (form.get("do")) {
      case "publish": {
        const outcome = await publishLook(context.shop, context.at)
        return outcome.ok ? { ok: true, done: "published", id: stamp() } : { ok: false, failure: "conflict" }
      }
      case "discard":
        await discardLookDraft(context.shop)
        return { ok: true, done: "discarded", id: stamp() }
      default:
        return save(context, form)
    }
  })

async function save({ shop }: AdminRequest, form: FormData): Promise<AppearanceOutcome> {
  const read = readLook(readJson(form.get("look")), extensionFiles().texts)
  if (!read.ok) return { ok: false, problems: read.problems }
  await saveLookDraft(shop, read.look)
  return { ok: true, done: "saved", id: stamp() }
}

/** What the editor sends as JSON; anything else is the sender's mistake. */
function readJson(field: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(typeof field === "string" ? field : "")
  } catch {
    throw new AppError("bad_request", "the field holds no JSON")
  }
}

/** Tells the page one outcome from the next; real time, since the world's clock may stand still. */
const stamp = () => String(Date.now())

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Appearance() {
  const outcome = useActionData<typeof action>() as AppearanceOutcome | undefined
  return <AppearanceView page={useLoaderData<typeof loader>()} outcome={outcome} />
}
