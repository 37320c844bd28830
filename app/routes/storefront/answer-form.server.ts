import type { LoaderFunctionArgs } from "@remix-run/node"
import { escapeHtml } from "#app/appearance/liquid/escape.ts"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { now } from "#app/lib/clock.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { requireRate } from "#app/lib/rate-limit.server.ts"
import { findAsked } from "#app/loyalty/programme/asked.server.ts"
import { answerVisitor, json, requireCustomer } from "./answer.server.ts"
import { type FormFields, readForm, returnPath } from "./join-form.ts"

/** A form as it came: from whom, in which language, and when. */
type SentForm = { shop: string; customerId: string; locale: string | null; form: FormFields; at: Date }

/** Runs `work` for a form that a signed-in customer sent; who sends too many through this door is refused. */
export function answerForm(
  request: Request,
  work: (sent: SentForm) => Promise<Response>,
  door: "storefront-join" | "storefront-redeem" = "storefront-join",
): Promise<Response> {
  return answerVisitor(request, async (visitor) => {
    const customerId = requireCustomer(visitor)
    const { shop, locale } = visitor
    await requireRate(door, `${shop} ${customerId}`)
    const form = await readForm(request)
    return work({ shop, customerId, locale, form, at: now() })
  })
}

/** The loader of an address that takes only forms. */
export function refuseReading({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async () => json({ error: "method_not_allowed" }, 405))
}

/** What the programme asks shoppers; refuses where there is none yet. */
export async function requireAsked(shop: string, at: Date): Promise<{ birthday: boolean; name: boolean }> {
  const ask = await findAsked(shop, at)
  if (!ask) throw new AppError("conflict", "the shop has no programme yet")
  return ask
}

/** Whether our script asks; else a browser without it sent the form and wants a page. */
export function wantsJson(request: Request): boolean {
  return request.headers.get("accept")?.includes("application/json") ?? false
}

/** Back to where the form stood. Relative: the browser stands on the shop's own address. */
export function leadBack(form: FormFields): Response {
  return new Response(null, { status: 303, headers: { location: returnPath(form), "cache-control": "no-store" } })
}

/** What is wrong with a form: its code for our script, else a page of a few words with the way back. */
export function refuseForm(
  request: Request,
  form: FormFields,
  problem: "birthday_incomplete" | "birthday_impossible" | "birthday_fixed",
  locale: string | null,
): Response {
  if (wantsJson(request)) return json({ error: problem }, 422)
  const language = localeOf(locale)
  const t = translator(language)
  const words = {
    birthday_incomplete: t("errors:birthday_incomplete"),
    birthday_impossible: t("errors:birthday_impossible"),
    birthday_fixed: t("errors:birthday_fixed"),
  }[problem]
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words}</title><body style="font:18px/1.5 sans-serif;margin:2em"><p>${words}</p><p><a href="${escapeHtml(returnPath(form))}">${t("errors:back_to_form")}</a></p></body></html>`
  return new Response(html, {
    status: 422,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  })
}
