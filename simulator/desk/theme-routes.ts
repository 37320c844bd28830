import { type Context, Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import { THEMES } from "../storefront/page.ts"
import { changeTheme } from "../world/actions/shops.ts"
import { type Desk, findDesk, showDesk } from "./desk-page.ts"
import { type Form, isValid, openForm, readChoice } from "./form.ts"

/** /desk/<shop handle>/theme: which of the simulator's themes the storefront has. */
export function themeRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()

  routes.get("/:handle/theme", (c) => {
    const desk = findDesk(context, c)
    return desk ? showThemes(c, desk) : c.notFound()
  })

  routes.post("/:handle/theme", async (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const form = openForm(await c.req.parseBody())
    const theme = readChoice(form, "theme", THEMES)
    if (!isValid(form)) return showThemes(c, desk, form)
    changeTheme(context.world, desk.domain, { theme }, context.clock.now())
    return c.redirect(`/desk/${desk.shop.handle}/theme?done=theme`, 303)
  })

  return routes
}

function showThemes(c: Context, desk: Desk, form: Form = openForm({})): Promise<Response> {
  const value = form.values.theme ?? desk.place.shop.theme ?? THEMES[0]
  const data = { title: "Theme", section: "theme" as const, themes: THEMES, value, errors: form.errors }
  return showDesk(c, desk, "theme", data, isValid(form) ? 200 : 422)
}
