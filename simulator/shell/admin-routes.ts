import { randomUUID } from "node:crypto"
import { type Context, Hono } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import type { SimulatorContext } from "../context.ts"
import { installApp, uninstallApp } from "../world/actions/shops.ts"
import type { ShopWorld } from "../world/world.ts"
import { readLocale, SHELL_LOCALES, type ShellLocale, shellLabels } from "./labels.ts"
import { buildLaunchUrl, shopHandle } from "./launch-url.ts"
import { renderPage } from "./render.ts"
import { signSessionToken } from "./session-token.ts"
import { findShopByHandle, toShellShop } from "./shell-shop.ts"
import { readWorldTime } from "./world-time.ts"

/** The one person who works in this admin. */
const STAFF = { id: "90210001", name: "Shop owner", email: "owner@example.com", accountAccess: "Full" }
const LOCALE_COOKIE = "admin_locale"

/** /admin/<shop handle>/… */
export function adminRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  const sessionId = randomUUID()

  const tokenFor = (shop: string) => ({
    shop,
    apiKey: context.config.apiKey,
    apiSecret: context.config.apiSecret,
    userId: STAFF.id,
    sessionId,
    tokenId: randomUUID(),
    at: new Date(),
  })

  routes.get("/:handle", (c) => c.redirect(`/admin/${c.req.param("handle")}/apps/regulars`))

  routes.post("/:handle/apps/regulars/session-token", (c) => {
    const place = findShopByHandle(context, c.req.param("handle"))
    if (!place) return c.notFound()
    if (!place.shop.installation) return c.json({ error: "not installed" }, 409)
    return c.json({ token: signSessionToken(tokenFor(place.shop.domain)) })
  })

  routes.post("/:handle/apps/regulars/install", (c) => {
    const place = findShopByHandle(context, c.req.param("handle"))
    if (!place) return c.notFound()
    installApp(context.world, place.shop.domain, context.config.scopes, context.clock.now())
    return c.redirect(appBase(place), 303)
  })

  routes.post("/:handle/apps/regulars/uninstall", (c) => {
    const place = findShopByHandle(context, c.req.param("handle"))
    if (!place) return c.notFound()
    if (place.shop.installation) uninstallApp(context.world, place.shop.domain, context.clock.now())
    return c.redirect(appBase(place), 303)
  })

  routes.get("/:handle/apps/regulars/*", showApp)
  routes.get("/:handle/apps/regulars", showApp)

  async function showApp(c: Context) {
    const place = findShopByHandle(context, c.req.param("handle") ?? "")
    if (!place) return c.notFound()
    const asked = readLocale(c.req.query("locale"))
    if (asked) {
      setCookie(c, LOCALE_COOKIE, asked, { path: "/admin", sameSite: "Lax" })
      return c.redirect(withoutLocale(c.req.url))
    }
    const locale = readLocale(getCookie(c, LOCALE_COOKIE)) ?? "en"
    const elsewhere = atOwnOrigin(c.req.url, context.config.origin)
    if (elsewhere) return c.redirect(elsewhere)
    const common = describePage(context, place, locale, c.req.url)
    if (!place.shop.installation) return c.html(await renderPage("install", common))
    const app = describeApp(context, place, locale, c.req.url)
    const launchUrl = buildLaunchUrl(context.config.appOrigin, app.appPath, locale, tokenFor(place.shop.domain))
    const frameName = `app-frame:${JSON.stringify({ locale, ...readHost(launchUrl) })}`
    const page = { ...common, bodyClass: "admin", frameName, shellData: { ...app, launchUrl } }
    return c.html(await renderPage("admin", page))
  }

  return routes
}

function appBase(place: ShopWorld): string {
  return `/admin/${shopHandle(place.shop.domain)}/apps/regulars`
}

function describePage(context: SimulatorContext, place: ShopWorld, locale: ShellLocale, pageUrl: string) {
  const shop = toShellShop(place)
  return {
    title: `Regulars · ${shop.name}`,
    shop,
    locale,
    labels: shellLabels(locale),
    localeLinks: SHELL_LOCALES.map((choice) => ({ locale: choice, href: withLocale(pageUrl, choice) })),
    worldTime: readWorldTime(context, shop.timezone, locale),
    storefrontOrigin: context.config.storefrontOrigin,
    scopes: context.config.scopes,
  }
}

/** What the page's own script needs to know. The app's page behind "…/apps/regulars/members" is "/app/members". */
function describeApp(context: SimulatorContext, place: ShopWorld, locale: ShellLocale, pageUrl: string) {
  const { handle } = toShellShop(place)
  const base = appBase(place)
  const { pathname, search } = new URL(pageUrl)
  return {
    appOrigin: context.config.appOrigin,
    appPath: `/app${pathname.slice(base.length).replace(/\/+$/, "")}${search}`,
    base,
    handle,
    labels: shellLabels(locale),
    user: STAFF,
    scopes: {
      granted: place.shop.installation?.scopes ?? [],
      required: context.config.scopes,
      optional: [],
    },
  }
}

function readHost(launchUrl: string): { host: string | null; shop: string | null } {
  const { searchParams } = new URL(launchUrl)
  return { host: searchParams.get("host"), shop: searchParams.get("shop") }
}

function withLocale(pageUrl: string, locale: ShellLocale): string {
  const url = new URL(pageUrl)
  url.searchParams.set("locale", locale)
  return `${url.pathname}${url.search}`
}

function withoutLocale(pageUrl: string): string {
  const url = new URL(pageUrl)
  url.searchParams.delete("locale")
  return `${url.pathname}${url.search}`
}

/** The app trusts exactly one origin around it, so "localhost" is sent on to the address the world was started with. */
function atOwnOrigin(pageUrl: string, ownOrigin: string): string | null {
  if (!URL.canParse(ownOrigin)) return null
  const url = new URL(pageUrl)
  return url.origin === new URL(ownOrigin).origin ? null : `${ownOrigin}${url.pathname}${url.search}`
}
