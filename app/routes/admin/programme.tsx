import { parseWithZod } from "@conform-to/zod/v4"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { localeOf } from "#app/i18n/locales.ts"
import { settleHistory } from "#app/loyalty/history/settle-history.server.ts"
import { choosePreset } from "#app/loyalty/programme/choose-preset.server.ts"
import { readPreset } from "#app/loyalty/programme/presets.ts"
import { discardDraft, publish, saveDraft } from "#app/loyalty/programme/programme.server.ts"
import { pauseFormSchema, testFormSchema } from "#app/loyalty/programme/ui/break-forms.ts"
import { programmeFormSchema } from "#app/loyalty/programme/ui/programme-form-schema.ts"
import { type ProgrammeOutcome, ProgrammeView } from "#app/loyalty/programme/ui/programme-view.tsx"
import { changeBreak } from "#app/loyalty/programme/ui-data/breaks.server.ts"
import { getProgrammePage } from "#app/loyalty/programme/ui-data/programme-page.server.ts"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop, currency, at }) => getProgrammePage(shop, currency, at))

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<ProgrammeOutcome>(request, async (context) => {
    const form = await request.formData()
    switch (form.get("do")) {
      case "publish":
        return publishDraft(context)
      case "preset":
        return takePreset(context, form)
      case "discard":
        await discardDraft(context.shop)
        return { ok: true, done: "discarded", id: stamp() }
      case "startPause":
      case "endPause":
      case "undoPause":
      case "startTest":
      case "endTest":
        return takeBreak(context, form)
      default:
        return save(context, form)
    }
  })

async function save({ shop, currency }: AdminRequest, form: FormData): Promise<ProgrammeOutcome> {
  const submission = parseWithZod(form, { schema: programmeFormSchema(currency), disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  await saveDraft(shop, submission.value)
  return { ok: true, done: "saved", id: stamp() }
}

async function takePreset({ shop, currency }: AdminRequest, form: FormData): Promise<ProgrammeOutcome> {
  const preset = readPreset(form.get("preset"))
  if (!preset) return { ok: false, failure: "bad_request" }
  await choosePreset(shop, currency, preset, localeOf(String(form.get("locale"))))
  return { ok: true, done: "saved", id: stamp() }
}

async function publishDraft({ shop, staff, at }: AdminRequest): Promise<ProgrammeOutcome> {
  const outcome = await publish(shop, staff, at)
  if (!outcome.ok) return { ok: false, failure: outcome.reason }
  await settleHistory(shop, staff, outcome.version, at)
  return { ok: true, done: "published", version: outcome.version.version, id: stamp() }
}

async function takeBreak({ shop, staff, timezone, at }: AdminRequest, form: FormData): Promise<ProgrammeOutcome> {
  const schema = BREAK_FORMS[String(form.get("do"))] ?? z.unknown()
  const submission = parseWithZod(form, { schema, disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  const outcome = await changeBreak(form, { shop, staff, timezone, at })
  if (outcome.ok) return { ok: true, done: "taken", id: stamp() }
  if (outcome.reason === "ends_before")
    return { ok: false, submission: submission.reply({ fieldErrors: { until: ["ends_before"] } }) }
  return { ok: false, failure: outcome.reason }
}

/** Those that have fields. */
const BREAK_FORMS: Record<string, z.ZodType> = { startPause: pauseFormSchema, startTest: testFormSchema }

/** Tells the page one outcome from the next; real time, since the world's clock may stand still. */
const stamp = () => String(Date.now())

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Programme() {
  const outcome = useActionData<typeof action>() as ProgrammeOutcome | undefined
  return <ProgrammeView page={useLoaderData<typeof loader>()} outcome={outcome} />
}
