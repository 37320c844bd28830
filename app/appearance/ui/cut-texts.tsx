import { Banner } from "@shopify/polaris"
import { useMemo } from "react"
import { useText } from "#app/ui/text.tsx"
import type { Look } from "../look.ts"
import { lookValue } from "../look-value.ts"
import type { ShopperText } from "../shopper-texts.ts"
import { languageName } from "./language-name.ts"

const NAMED = 5

/** Shopify keeps so much and no more: says which texts would be left out, before anything is published. */
export function CutTexts(props: { look: Look; languages: string[]; texts: ShopperText[] }) {
  const { t, locale, number } = useText()
  const { cut } = useMemo(() => lookValue(props.look, props.languages), [props.look, props.languages])
  if (cut.length === 0) return null
  const named = cut
    .slice(0, NAMED)
    .map(({ language, key }) => `${languageName(language, locale)}: ${props.look.texts[language]?.[key]?.slice(0, 40)}`)
  return (
    <Banner tone="warning" title={t("appearance.cut.title", { count: cut.length })}>
      <p>{t("appearance.cut.about")}</p>
      <ul>
        {named.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {cut.length > NAMED ? <p>{t("appearance.cut.more", { more: number(cut.length - NAMED) })}</p> : null}
    </Banner>
  )
}
