import { Badge, BlockStack, Button, Text } from "@shopify/polaris"
import { useDeed } from "#app/ui/deed.ts"
import { useText } from "#app/ui/text.tsx"
import { PRESETS, type PresetName, presetRules } from "../presets.ts"
import { RulesInWords } from "./rules-in-words.tsx"

type Props = { currency: string; chosen: PresetName | null }

/** Ready programmes side by side, each in words; one click makes one the draft and opens the programme's page. */
export function PresetChooser({ currency, chosen }: Props) {
  return (
    <ul className="regulars-presets">
      {PRESETS.map((preset) => (
        <Preset key={preset} preset={preset} currency={currency} isChosen={preset === chosen} />
      ))}
    </ul>
  )
}

function Preset({ preset, currency, isChosen }: { preset: PresetName; currency: string; isChosen: boolean }) {
  const { t, locale } = useText()
  const { send, isAsked } = useDeed("/app/programme")
  const name = t(`presets.names.${preset}`)
  return (
    <li className={isChosen ? "regulars-preset regulars-preset--chosen" : "regulars-preset"}>
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
        <Text as="p" tone="subdued">
          {t(`presets.for.${preset}`)}
        </Text>
      </BlockStack>
      <RulesInWords
        rules={presetRules(preset, currency, (level) => t(`presets.levels.${level}`))}
        currency={currency}
      />
      {isChosen ? (
        <div>
          <Badge tone="success">{t("presets.chosen")}</Badge>
        </div>
      ) : (
        <div>
          <Button
            loading={isAsked("preset", preset)}
            accessibilityLabel={t("presets.useNamed", { name })}
            onClick={() => send({ do: "preset", preset, locale })}
          >
            {t("presets.use")}
          </Button>
        </div>
      )}
    </li>
  )
}
