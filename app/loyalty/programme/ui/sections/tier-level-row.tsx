import { BlockStack, Box, Button, Collapsible, InlineGrid, InlineStack, Text } from "@shopify/polaris"
import { useId, useState } from "react"
import { LOCALES } from "#app/i18n/locales.ts"
import { useErrorText } from "#app/ui/error-text.ts"
import { FieldProblem } from "#app/ui/field-problem.tsx"
import { CheckInput, TextInput } from "#app/ui/fields.tsx"
import { MoneyInput, RatioInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { RemoveButton } from "#app/ui/remove-button.tsx"
import { useText } from "#app/ui/text.tsx"
import { PERK_SWITCHES, type TierRules } from "../../../tiers/tier-rules.ts"
import type { ProgrammeFields } from "../programme-form-schema.ts"

type LevelField = ReturnType<ReturnType<ProgrammeFields["tiers"]["getFieldset"]>["levels"]["getFieldList"]>[number]

type Props = { level: LevelField; measure: TierRules["measure"]; currency: string; onRemove: () => void }

/** One level: what reaches and keeps it, and, folded away, what it promises. */
export function LevelRow(props: Props) {
  const { t } = useText()
  const level = props.level.getFieldset()
  const idProblem = useErrorText(level.id.errors)
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="300">
        <input type="hidden" name={level.id.name} defaultValue={level.id.initialValue ?? ""} />
        <InlineStack gap="300" blockAlign="start" wrap={false}>
          <div style={{ flex: 1 }}>
            <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="300">
              <TextInput field={level.name} label={t("programme.tiers.name")} maxLength={40} />
              <AmountInput {...props} field={level.threshold} label={thresholdLabel(props.measure, t)} />
              <AmountInput {...props} field={level.keep} label={t("tiers:keep")} help={t("tiers:keepHelp")} />
              <RatioInput field={level.multiplier} label={t("programme.tiers.multiplier")} />
            </InlineGrid>
          </div>
          <RemoveButton
            label={t("programme.tiers.remove", { name: level.name.value ?? "" })}
            onRemove={props.onRemove}
          />
        </InlineStack>
        <FieldProblem message={idProblem} />
        <Perks level={level} />
      </BlockStack>
    </Box>
  )
}

type T = ReturnType<typeof useText>["t"]

function thresholdLabel(measure: TierRules["measure"], t: T): string {
  if (measure === "points") return t("programme.tiers.thresholdPoints")
  return measure === "orders" ? t("tiers:thresholdOrders") : t("programme.tiers.thresholdSpend")
}

type Level = ReturnType<LevelField["getFieldset"]>

function AmountInput(props: Omit<Props, "level"> & { field: Level["keep"]; label: string; help?: string }) {
  const { field, label, help } = props
  if (props.measure !== "spend") return <WholeInput field={field} label={label} help={help} />
  return <MoneyInput field={field} label={label} help={help} currency={props.currency} />
}

function Perks({ level }: { level: Level }) {
  const { t } = useText()
  const id = useId()
  const perks = level.perks.getFieldset()
  const own = perks.own.getFieldset()
  const isWrong = level.perks.allErrors && Object.keys(level.perks.allErrors).length > 0
  const [open, setOpen] = useState(false)
  const isOpen = open || isWrong === true || level.entryPoints.errors !== undefined
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? "up" : "down"}
          ariaControls={id}
          ariaExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t("tiers:perks.open", { name: level.name.value ?? "" })}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen} transition={false}>
        <BlockStack gap="300">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <WholeInput field={level.entryPoints} label={t("tiers:entryPoints")} help={t("tiers:entryPointsHelp")} />
            <BlockStack gap="100">
              {PERK_SWITCHES.map((name) => (
                <CheckInput key={name} field={perks[name]} label={t(`tiers:perks.${name}`)} />
              ))}
            </BlockStack>
            <WholeInput
              field={perks.birthdayPoints}
              label={t("tiers:perks.birthdayPoints")}
              help={t("tiers:perks.birthdayPointsHelp")}
            />
          </InlineGrid>
          <Text as="h4" variant="headingSm">
            {t("tiers:perks.own")}
          </Text>
          <Text as="p" tone="subdued">
            {t("tiers:perks.ownHelp")}
          </Text>
          <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
            {LOCALES.map((locale) => (
              <TextInput key={locale} field={own[locale]} label={t(`tiers:perks.languages.${locale}`)} multiline={2} />
            ))}
          </InlineGrid>
        </BlockStack>
      </Collapsible>
    </BlockStack>
  )
}
