import { type Context, Hono } from "hono"
import { getCookie } from "hono/cookie"
import type { SimulatorContext } from "../context.ts"
import { readLocale, shellLabels } from "../shell/labels.ts"
import { renderPage } from "../shell/render.ts"
import { findShopByHandle, toShellShop } from "../shell/shell-shop.ts"
import { readWorldTime } from "../shell/world-time.ts"
import type { ShopWorld } from "../world/world.ts"
import { type Asked, EMBEDS, readDeepLink, SECTION_BLOCKS } from "./deep-link.ts"
import { saveTheme, type WantedBlocks } from "./placed-blocks.ts"
import { listTemplates } from "./templates.ts"
import { EDITOR_WORDS, type EditorWords } from "./words.ts"

const ADDRESS = "/:handle/themes/current/editor"

/** The theme editor as far as apps go there: `/admin/<shop handle>/themes/current/editor`, with Shopify's deep links. */
export function themeEditorRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  routes.get(ADDRESS, (c) => {
    const place = findShopByHandle(context, c.req.param("handle"))
    return place ? showEditor(context, c, place) : c.notFound()
  })
  routes.post(ADDRESS, async (c) => {
    const place = findShopByHandle(context, c.req.param("handle"))
    if (!place) return c.notFound()
    saveTheme(context.world, place.shop.domain, readForm(await c.req.formData(), place))
    return c.redirect(`/admin/${toShellShop(place).handle}/themes/current/editor?saved=1`, 303)
  })
  return routes
}

function readForm(form: FormData, { shop }: ShopWorld): WantedBlocks {
  const chosen = form.getAll("block").map(String)
  return {
    embeds: EMBEDS.filter((block) => form.getAll("embed").includes(block)),
    blocks: Object.fromEntries(
      listTemplates(shop).map(({ template }) => [
        template,
        SECTION_BLOCKS.filter((block) => chosen.includes(`${template}#${block}`)),
      ]),
    ),
  }
}

async function showEditor(context: SimulatorContext, c: Context, place: ShopWorld): Promise<Response> {
  const locale = readLocale(getCookie(c, "admin_locale")) ?? "en"
  const words = EDITOR_WORDS[locale]
  const shop = toShellShop(place)
  const { wanted, asked } = readDeepLink(place.shop, context.config.apiKey, c.req.query())
  const page = {
    title: `${words.title} · ${shop.name}`,
    shop,
    locale,
    labels: shellLabels(locale),
    words,
    worldTime: readWorldTime(context, shop.timezone, locale),
    storefrontOrigin: context.config.storefrontOrigin,
    notice: c.req.query("saved") ? words.saved : noticeOf(asked, words),
    embeds: EMBEDS.map((block) => ({ block, name: nameOf(words, block), on: wanted.embeds.includes(block) })),
    templates: listTemplates(place.shop).map(({ template, path }) => ({
      name: nameOf(words, template),
      path,
      blocks: SECTION_BLOCKS.map((block) => ({
        value: `${template}#${block}`,
        name: nameOf(words, block),
        on: wanted.blocks[template]?.includes(block) ?? false,
      })),
    })),
  }
  return c.html(await renderPage("theme-editor", page))
}

function noticeOf(asked: Asked, words: EditorWords): string | null {
  return asked === "nothing" ? null : words[asked]
}

function nameOf(words: EditorWords, key: string): string {
  return (words as Record<string, string>)[key] ?? key
}
