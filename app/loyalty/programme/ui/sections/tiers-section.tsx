import { BlockStack, Box, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris"
import { PlusIcon } from "@shopify/polaris-icons"
import { useErrorText } from "#app/ui/error-text.ts"
import { FieldProblem } from "#app/ui/field-problem.tsx"
import { SelectInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { MoneyInput, RatioInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { RemoveButton } from "#app/ui/remove-button.tsx"
import { useText } from "#app/ui/text.tsx"
import type { ProgrammeFields, SectionProps } from "../programme-form-schema.ts"

/** Levels, what they are reached by and for how long. */
export function TiersSection({ form, fields, currency }: SectionProps) {
  const { t } = useText()
  const tiers = fields.tiers.getFieldset()
  const levels = tiers.levels.getFieldList()
  const byPoints = tiers.measure.value === "points"
  return (
    <FormCard title={t("programme.tiers.title")} about={t("programme.tiers.about")}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <SelectInput
          field={tiers.measure}
          label={t("programme.tiers.measure")}
          choices={[
            { value: "spend", label: t("programme.tiers.measureSpend", { currency }) },
            { value: "points", label: t("programme.tiers.measurePoints") },
          ]}
        />
        <SelectInput
          field={tiers.window}
          label={t("programme.tiers.window")}
          choices={[
            { value: "calendar_year", label: t("programme.tiers.windowYear") },
            { value: "rolling_12_months", label: t("programme.tiers.windowRolling") },
            { value: "lifetime", label: t("programme.tiers.windowLifetime") },
          ]}
        />
      </InlineGrid>
      {levels.map((level, index) => (
        <LevelRow
          key={level.key}
          level={level}
          currency={byPoints ? null : currency}
          onRemove={() => form.remove({ name: tiers.levels.name, index })}
        />
      ))}
      {levels.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("programme.tiers.none")}
        </Text>
      ) : null}
      <FieldProblem message={useErrorText(tiers.levels.errors)} />
      <InlineStack>
        <Button
          icon={PlusIcon}
          disabled={levels.length >= 10}
          onClick={() =>
            form.insert({
              name: tiers.levels.name,
              defaultValue: { id: "", name: "", threshold: "", multiplier: "1" },
            })
          }
        >
          {t("programme.tiers.add")}
        </Button>
      </InlineStack>
    </FormCard>
  )
}

type LevelField = ReturnType<ReturnType<ProgrammeFields["tiers"]["getFieldset"]>["levels"]["getFieldList"]>[number]

function LevelRow(props: { level: LevelField; currency: string | null; onRemove: () => void }) {
  const { t } = useText()
  const level = props.level.getFieldset()
  const idProblem = useErrorText(level.id.errors)
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="200">
        <input type="hidden" name={level.id.name} defaultValue={level.id.initialValue ?? ""} />
        <InlineStack gap="300" blockAlign="start" wrap={false}>
          <div style={{ flex: 1 }}>
            <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
              <TextInput field={level.name} label={t("programme.tiers.name")} maxLength={40} />
              {props.currency === null ? (
                <WholeInput field={level.threshold} label={t("programme.tiers.thresholdPoints")} />
              ) : (
                <MoneyInput
                  field={level.threshold}
                  label={t("programme.tiers.thresholdSpend")}
                  currency={props.currency}
                />
              )}
              <RatioInput field={level.multiplier} label={t("programme.tiers.multiplier")} />
            </InlineGrid>
          </div>
          <RemoveButton
            label={t("programme.tiers.remove", { name: level.name.value ?? "" })}
            onRemove={props.onRemove}
          />
        </InlineStack>
        <FieldProblem message={idProblem} />
      </BlockStack>
    </Box>
  )
}
