import { oppositeOf } from "./contrast.ts"
import { LIFT, type Look } from "./look.ts"

/** What the merchant set on the launcher in the theme editor, for that theme only; "" or "app": as in the app. */
export type BlockSettings = {
  label?: string
  corner?: string
  lift?: number | string
  words_on_phones?: string
  background?: string
  text?: string
  panel_background?: string
  panel_text?: string
  accent?: string
}

/** The theme's own colours: of its page, and of the words on it. */
export type ThemeColours = { page: string; ink: string }

export type ResolvedLook = {
  icon: Look["launcher"]["icon"]
  corner: Look["launcher"]["corner"]
  lift: number
  wordsOnPhones: boolean
  colours: { background: string; text: string; panelBackground: string; panelText: string; accent: string }
  /** The words of a text in a language; `standard`: the extension's own. */
  words: (key: string, language: string, standard: string) => string
}

/**
 * What a shopper sees, decided in one order (docs/decisions/025): the theme editor's setting, else the app's, else the
 * theme's own colours and the extension's own words. The same order stands in Liquid (snippets/regulars-look and
 * regulars-words, blocks/launcher); resolve-look.test.ts holds them together.
 */
export function resolveLook(look: Look, settings: BlockSettings, theme: ThemeColours): ResolvedLook {
  const { launcher, colours } = look
  const background = settings.background || colours.background || theme.ink
  const panelText = settings.panel_text || colours.panelText || theme.ink
  const wordsByTheme = { show: true, hide: false }[settings.words_on_phones ?? ""]
  return {
    icon: launcher.icon,
    corner: settings.corner === "start" || settings.corner === "end" ? settings.corner : launcher.corner,
    lift: withinLift(settings.lift, launcher.lift),
    wordsOnPhones: wordsByTheme ?? launcher.wordsOnPhones,
    colours: {
      background,
      text: settings.text || colours.text || oppositeOf(background),
      panelBackground: settings.panel_background || colours.panelBackground || theme.page,
      panelText,
      accent: settings.accent || colours.accent || panelText,
    },
    words: (key, language, standard) =>
      (key === "launcher.label" && settings.label) || look.texts[language]?.[key] || standard,
  }
}

function withinLift(setting: number | string | undefined, otherwise: number): number {
  const asked = setting === undefined || setting === "" ? otherwise : Number(setting)
  return Math.min(LIFT.most, Math.max(LIFT.least, asked))
}
