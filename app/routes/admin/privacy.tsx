import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { LOCALES } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { AppError } from "#app/lib/errors.ts"
import { downloadFile } from "#app/privacy/download-file.server.ts"
import type { DownloadOutcome } from "#app/privacy/ui/file-buttons.tsx"
import { PrivacyView } from "#app/privacy/ui/privacy-view.tsx"
import { getPrivacyPage } from "#app/privacy/ui-data/privacy-page.server.ts"
import { adminAction, adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop, at }) => getPrivacyPage(shop, at))

const downloadForm = z.object({
  do: z.literal("download"),
  requestId: z.string().min(1).max(200),
  form: z.enum(["json", "html"]),
  locale: z.enum(LOCALES).catch("en"),
})

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<DownloadOutcome>(request, async ({ shop, staff, at }) => {
    const parsed = downloadForm.safeParse(Object.fromEntries(await request.formData()))
    if (!parsed.success) throw new AppError("bad_request", "no such form")
    const { requestId, form, locale } = parsed.data
    const title = translator(locale)("privacy.fileTitle")
    return { ok: true, file: await downloadFile(shop, requestId, { form, title, staffId: staff, at }) }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Privacy() {
  return <PrivacyView page={useLoaderData<typeof loader>()} />
}
