import { BlockStack, Divider, InlineGrid } from "@shopify/polaris"
import { CheckInput, SelectInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { PointsInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import { LONGEST_MESSAGE, OCCASIONS, type OccasionName } from "../../../occasions/occasion-rules.ts"
import type { SectionProps } from "../programme-form-schema.ts"
import { OccasionsPreview } from "./occasions-preview.tsx"

/** Days of a member's own, and gifts that nobody announces. */
export function OccasionsSection(props: SectionProps) {
  return (
    <BlockStack gap="500">
      <DaysCard {...props} />
      <SurpriseCard {...props} />
    </BlockStack>
  )
}

/** What a member is given on days of their own. */
function DaysCard({ fields }: SectionProps) {
  const { t } = useText()
  const occasions = fields.occasions.getFieldset()
  return (
    <FormCard title={t("occasions:form.title")} about={t("occasions:form.about")}>
      {OCCASIONS.map((name) => (
        <BlockStack key={name} gap="300">
          <OccasionFields occasions={occasions} name={name} />
          {name === "nameDay" ? (
            <SelectInput
              field={occasions.calendar}
              label={t("occasions:form.calendar")}
              help={t("occasions:form.calendarHelp")}
              choices={[{ value: "bulgarian", label: t("occasions:form.calendars.bulgarian") }]}
            />
          ) : null}
          <Divider />
        </BlockStack>
      ))}
      <CheckInput field={occasions.byTier} label={t("occasions:form.byTier")} help={t("occasions:form.byTierHelp")} />
      <OccasionsPreview />
    </FormCard>
  )
}

type Occasions = ReturnType<SectionProps["fields"]["occasions"]["getFieldset"]>

function OccasionFields({ occasions, name }: { occasions: Occasions; name: OccasionName }) {
  const { t } = useText()
  const occasion = occasions[name].getFieldset()
  const isOn = occasion.on.value === "on"
  return (
    <>
      <CheckInput field={occasion.on} label={t(`occasions:form.${name}`)} help={t(`occasions:form.${name}Help`)} />
      <div hidden={!isOn}>
        <InlineGrid columns={{ xs: 1, sm: "1fr 2fr" }} gap="300">
          <PointsInput field={occasion.points} label={t("occasions:form.points")} />
          <TextInput
            field={occasion.message}
            label={t("occasions:form.message")}
            help={t("occasions:form.messageHelp")}
            maxLength={LONGEST_MESSAGE}
          />
        </InlineGrid>
      </div>
    </>
  )
}

/** Gifts for regulars that nobody announces. */
function SurpriseCard({ fields }: SectionProps) {
  const { t } = useText()
  const surprise = fields.occasions.getFieldset().surprise.getFieldset()
  const levels = fields.tiers.getFieldset().levels.getFieldList()
  const known = levels.flatMap((level) => {
    const { id, name } = level.getFieldset()
    return id.value
      ? [{ value: id.value, label: t("occasions:form.fromTierOf", { tier: name.value ?? id.value }) }]
      : []
  })
  const isOn = surprise.on.value === "on"
  return (
    <FormCard title={t("occasions:form.surpriseTitle")} about={t("occasions:form.surpriseAbout")}>
      <CheckInput field={surprise.on} label={t("occasions:form.surprise")} help={t("occasions:form.surpriseHelp")} />
      <div hidden={!isOn}>
        <BlockStack gap="300">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <PointsInput field={surprise.points} label={t("occasions:form.surprisePoints")} />
            <PointsInput
              field={surprise.budget}
              label={t("occasions:form.budget")}
              help={t("occasions:form.budgetHelp")}
            />
            <WholeInput field={surprise.orders} label={t("occasions:form.orders")} />
            <WholeInput field={surprise.days} label={t("occasions:form.days")} />
            <SelectInput
              field={surprise.fromTier}
              label={t("occasions:form.fromTier")}
              choices={[{ value: "", label: t("occasions:form.fromTierNone") }, ...known]}
            />
            <WholeInput field={surprise.everyMonths} label={t("occasions:form.everyMonths")} />
          </InlineGrid>
        </BlockStack>
      </div>
    </FormCard>
  )
}
