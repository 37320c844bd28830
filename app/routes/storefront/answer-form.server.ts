import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { json } from "./answer.server.ts"
import { type FormFields, returnPath } from "./join-form.ts"

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

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
