import { BlockStack, InlineGrid, Text, TextField } from "@shopify/polaris"
import { useErrorText } from "#app/ui/error-text.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { AA_RATIO, contrastRatio } from "../contrast.ts"
import { COLOURS, type ColourName, type Look, normalColour } from "../look.ts"
import { SAMPLE_THEMES, type SampleTheme } from "../preview/preview-state.ts"
import { resolveLook } from "../resolve-look.ts"
import type { EditedLook } from "./edited-look.ts"

/** Which colour must stand out from which, and how much. */
const JUDGED: Partial<Record<ColourName, { against: ColourName; asks: keyof typeof AA_RATIO }>> = {
  text: { against: "background", asks: "words" },
  panelText: { against: "panelBackground", asks: "words" },
  accent: { against: "panelBackground", asks: "drawn" },
}

/** Colours; an empty one is the theme's own. `theme`: the sample theme by which contrast is judged where one is empty. */
export function ColoursCard({ edited, theme }: { edited: EditedLook; theme: SampleTheme }) {
  const { t } = useText()
  return (
    <SectionCard title={t("appearance.colours.title")} about={t("appearance.colours.about")}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
        {COLOURS.map((name) => (
          <ColourField key={name} name={name} edited={edited} theme={theme} />
        ))}
      </InlineGrid>
    </SectionCard>
  )
}

function ColourField({ name, edited, theme }: { name: ColourName; edited: EditedLook; theme: SampleTheme }) {
  const { t } = useText()
  const typed = edited.look.colours[name]
  const problem = edited.problems[`colours.${name}`]
  const error = useErrorText(problem ? [problem] : undefined)
  const shown = shownColours(edited.look, theme)[name]
  const label = t(`appearance.colours.${name}`)
  return (
    <BlockStack gap="100">
      <TextField
        label={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={9}
        value={typed}
        placeholder={t("appearance.colours.theme")}
        onChange={(value) => edited.setColour(name, value)}
        onBlur={() => edited.setColour(name, normalColour(typed))}
        error={error}
        clearButton
        onClearButtonClick={() => edited.setColour(name, "")}
        connectedLeft={
          <input
            type="color"
            className="regulars-colour"
            aria-label={t("appearance.colours.pick", { name: label })}
            value={shown}
            onChange={(event) => edited.setColour(name, event.currentTarget.value)}
          />
        }
      />
      <Contrast name={name} look={edited.look} theme={theme} />
    </BlockStack>
  )
}

/** Every colour as it is shown in the sample theme; one that is half typed counts as empty. */
function shownColours(look: Look, theme: SampleTheme): Record<ColourName, string> {
  const colours = Object.fromEntries(
    COLOURS.map((name) => {
      const colour = normalColour(look.colours[name])
      return [name, /^#[0-9a-f]{6}$/.test(colour) ? colour : ""]
    }),
  ) as Look["colours"]
  return resolveLook({ ...look, colours }, {}, SAMPLE_THEMES[theme]).colours
}

/** Says beside the field whether everybody can read it; never in the way of saving. */
function Contrast({ name, look, theme }: { name: ColourName; look: Look; theme: SampleTheme }) {
  const { t, decimal } = useText()
  const judged = JUDGED[name]
  if (!judged) return null
  const shown = shownColours(look, theme)
  // Cut, not rounded: what is shown as 4.5 is at least that.
  const ratio = Math.floor(contrastRatio(shown[name], shown[judged.against]) * 10) / 10
  const least = AA_RATIO[judged.asks]
  const isEnough = ratio >= least
  const values = { ratio: decimal(String(ratio)), least: decimal(String(least)) }
  return (
    <div aria-live="polite">
      <Text as="p" variant="bodySm" tone={isEnough ? "subdued" : "caution"}>
        {isEnough ? t("appearance.contrast.enough", values) : t("appearance.contrast.low", values)}
      </Text>
    </div>
  )
}
