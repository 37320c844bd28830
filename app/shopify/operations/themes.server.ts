import { adminApi } from "../admin-api.server.ts"
import { ReadMainTheme, type ThemeFile } from "../types/operations.generated.ts"

/** A text file of a theme. `text` null: Shopify does not give it as text. */
export type ThemeText = { filename: string; text: string | null }

/** The theme that shoppers see. `appHandle`: by which name its files call this app. */
export type MainTheme = {
  name: string
  appHandle: string | null
  /** config/settings_data.json; null: the theme has none. */
  settings: ThemeText | null
  /** templates/*.json. */
  templates: ThemeText[]
  /** There are more templates than were asked for. */
  moreTemplates: boolean
}

/** The shop's main theme as far as app blocks stand in it; null: the shop has none. Needs read_themes. */
export async function readMainTheme(shop: string): Promise<MainTheme | null> {
  const data = await adminApi(shop).query(ReadMainTheme, {})
  const theme = data.themes?.nodes[0]
  if (!theme) return null
  return {
    name: theme.name,
    appHandle: data.currentAppInstallation.app.handle,
    settings: (theme.settings?.nodes ?? []).map(toText)[0] ?? null,
    templates: (theme.templates?.nodes ?? []).map(toText),
    moreTemplates: theme.templates?.pageInfo.hasNextPage ?? false,
  }
}

function toText({ filename, body }: ThemeFile): ThemeText {
  return { filename, text: body.content ?? null }
}
