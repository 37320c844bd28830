import { Button, InlineGrid, InlineStack, Text } from "@shopify/polaris"
import { PlusIcon } from "@shopify/polaris-icons"
import { useErrorText } from "#app/ui/error-text.ts"
import { FieldProblem } from "#app/ui/field-problem.tsx"
import { ChoiceInput, SelectInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import { MOST_LEVELS } from "../../../tiers/tier-rules.ts"
import type { SectionProps } from "../programme-form-schema.ts"
import { LevelRow } from "./tier-level-row.tsx"
import { NEW_LEVEL } from "./tiers-form.ts"

/** Levels, what they are reached by and for how long. */
export function TiersSection({ form, fields, currency }: SectionProps) {
  const { t } = useText()
  const tiers = fields.tiers.getFieldset()
  const levels = tiers.levels.getFieldList()
  const measure = tiers.measure.value === "points" || tiers.measure.value === "orders" ? tiers.measure.value : "spend"
  return (
    <FormCard title={t("programme.tiers.title")} about={t("programme.tiers.about")}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <SelectInput
          field={tiers.measure}
          label={t("programme.tiers.measure")}
          choices={[
            { value: "spend", label: t("programme.tiers.measureSpend", { currency }) },
            { value: "points", label: t("programme.tiers.measurePoints") },
            { value: "orders", label: t("tiers:measureOrders") },
          ]}
        />
        <SelectInput
          field={tiers.window}
          label={t("programme.tiers.window")}
          choices={[
            { value: "calendar_year", label: t("programme.tiers.windowYear") },
            { value: "rolling_12_months", label: t("programme.tiers.windowRolling") },
            { value: "look_back", label: t("tiers:windowLookBack") },
            { value: "lifetime", label: t("programme.tiers.windowLifetime") },
          ]}
        />
      </InlineGrid>
      <LookBack tiers={tiers} />
      {tiers.window.value === "lifetime" ? <Unlost tiers={tiers} /> : <Losing tiers={tiers} />}
      {levels.map((level, index) => (
        <LevelRow
          key={level.key}
          level={level}
          measure={measure}
          currency={currency}
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
          disabled={levels.length >= MOST_LEVELS}
          onClick={() => form.insert({ name: tiers.levels.name, defaultValue: NEW_LEVEL })}
        >
          {t("programme.tiers.add")}
        </Button>
      </InlineStack>
    </FormCard>
  )
}

type Tiers = { tiers: ReturnType<SectionProps["fields"]["tiers"]["getFieldset"]> }

/** How far a look-back reaches; what is not asked for is sent as it was. */
function LookBack({ tiers }: Tiers) {
  const { t } = useText()
  const { count, unit } = tiers.lookBack.getFieldset()
  if (tiers.window.value !== "look_back")
    return (
      <>
        <input type="hidden" name={count.name} defaultValue={count.initialValue ?? "365"} />
        <input type="hidden" name={unit.name} defaultValue={unit.initialValue ?? "days"} />
      </>
    )
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
      <WholeInput field={count} label={t("tiers:lookBackCount")} />
      <SelectInput
        field={unit}
        label={t("tiers:lookBackUnit")}
        choices={[
          { value: "days", label: t("tiers:lookBackDays") },
          { value: "months", label: t("tiers:lookBackMonths") },
        ]}
      />
    </InlineGrid>
  )
}

/** How time takes a tier. */
function Losing({ tiers }: Tiers) {
  const { t } = useText()
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
      <WholeInput field={tiers.graceDays} label={t("tiers:graceDays")} help={t("tiers:graceDaysHelp")} />
      <ChoiceInput
        field={tiers.stepDown}
        label={t("tiers:stepDown")}
        choices={[
          { value: "at_once", label: t("tiers:stepDownAtOnce") },
          { value: "one_step", label: t("tiers:stepDownOneStep"), help: t("tiers:stepDownOneStepHelp") },
        ]}
      />
    </InlineGrid>
  )
}

/** All time takes nothing, so there is nothing to ask. */
function Unlost({ tiers }: Tiers) {
  return (
    <>
      <input type="hidden" name={tiers.graceDays.name} defaultValue={tiers.graceDays.initialValue ?? "0"} />
      <input type="hidden" name={tiers.stepDown.name} defaultValue={tiers.stepDown.initialValue ?? "at_once"} />
    </>
  )
}
