import type { ActionFunctionArgs } from "@remix-run/node"
import { expiryRules } from "#app/loyalty/expiry/expiry-rules.ts"
import { forecastFor } from "#app/loyalty/expiry/forecast.server.ts"
import { adminAction } from "./admin-request.server.ts"

/** What of today's points a rule would let expire; asked by the programme's form before anything is saved. */
export const action = ({ request }: ActionFunctionArgs) =>
  adminAction(request, async ({ shop, timezone, at }) => {
    const form = await request.formData()
    const asked = { kind: String(form.get("kind")), months: String(form.get("months")) }
    const rule = expiryRules.safeParse({ kind: asked.kind, months: Number(asked.months) })
    if (!rule.success) return { ok: false, failure: "bad_request" }
    return { ok: true, ...asked, forecast: await forecastFor(shop, { rule: rule.data, zone: timezone, at }) }
  })
