import { BlockStack, InlineGrid, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import { CheckInput, ManyInput, SelectInput, TextInput } from "#app/ui/fields.tsx"
import { DateInput, MoneyInput, PointsInput, RatioInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import { partsOf, type RuleKind } from "../../../rules/rule-kinds.ts"
import type { SectionProps } from "../programme-form-schema.ts"
import type { RuleField } from "./rule-card.tsx"
import { RuleProducts } from "./rule-products.tsx"

type Props = SectionProps & { row: RuleField }

/** The fields of a rule, in the order in which the form carries them (earning-form.ts): those that its kind has. */
export function RuleFields(props: Props) {
  const { t } = useText()
  const rule = props.row.getFieldset()
  const kind = (rule.kind.value ?? rule.kind.initialValue ?? "order_points") as RuleKind
  const { gives, products, goal } = partsOf(kind)
  return (
    <BlockStack gap="400">
      <TextInput
        field={rule.name}
        label={t("earning:fields.name")}
        help={t("earning:fields.nameHelp")}
        maxLength={60}
      />
      {gives === "times" ? (
        <RatioInput field={rule.times} label={t("earning:fields.times")} />
      ) : (
        <>
          <PointsInput field={rule.points} label={t("earning:fields.points")} />
          <CheckInput field={rule.tierTimes} label={t("earning:fields.tierTimes")} />
        </>
      )}
      {products === "never" ? null : <RuleProducts {...props} required={products === "must"} />}
      {goal === "nth" ? (
        <>
          <WholeInput field={rule.nth} label={t("earning:fields.nth")} />
          <CheckInput field={rule.repeats} label={t("earning:fields.repeats")} />
        </>
      ) : null}
      <When {...props} />
      <ForWhom {...props} />
      <AtMost {...props} />
    </BlockStack>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BlockStack gap="300">
      <Text as="h4" variant="headingSm">
        {title}
      </Text>
      {children}
    </BlockStack>
  )
}

const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const

function When({ row }: Props) {
  const { t } = useText()
  const rule = row.getFieldset()
  return (
    <Group title={t("earning:fields.when")}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <DateInput time field={rule.from} label={t("earning:fields.from")} help={t("earning:fields.timeHelp")} />
        <DateInput time field={rule.to} label={t("earning:fields.to")} />
      </InlineGrid>
      <ManyInput
        field={rule.weekdays}
        label={t("earning:fields.weekdays")}
        choices={WEEKDAYS.map((value) => ({ value, label: t(`earning:weekdays.${value}`) }))}
      />
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <TextInput
          field={rule.hoursFrom}
          label={t("earning:fields.hoursFrom")}
          help={t("earning:fields.hoursHelp")}
          maxLength={5}
        />
        <TextInput field={rule.hoursTo} label={t("earning:fields.hoursTo")} maxLength={5} />
      </InlineGrid>
      <CheckInput field={rule.birthdayMonth} label={t("earning:fields.birthdayMonth")} />
    </Group>
  )
}

const CHANNELS = ["online", "pos", "draft"] as const

function ForWhom({ row, fields, currency }: Props) {
  const { t } = useText()
  const rule = row.getFieldset()
  const levels = fields.tiers
    .getFieldset()
    .levels.getFieldList()
    .map((level) => level.getFieldset())
  const named = levels.filter(({ id }) => id.initialValue)
  const inCurrency = rule.minimumCurrency.initialValue || currency
  return (
    <Group title={t("earning:fields.who")}>
      <MoneyInput
        field={rule.minimum}
        label={t("earning:fields.minimum")}
        help={t("earning:fields.minimumHelp")}
        currency={inCurrency}
      />
      <input type="hidden" name={rule.minimumCurrency.name} defaultValue={rule.minimumCurrency.initialValue ?? ""} />
      <TextInput
        field={rule.currencies}
        label={t("earning:fields.currencies")}
        help={t("earning:fields.currenciesHelp")}
        multiline={1}
      />
      <ManyInput
        field={rule.channels}
        label={t("earning:fields.channels")}
        choices={CHANNELS.map((value) => ({ value, label: t(`earning:channels.${value}`) }))}
      />
      <TextInput
        field={rule.customerTags}
        label={t("earning:fields.customerTags")}
        help={t("earning:fields.valuesHelp")}
        multiline={1}
      />
      <ManyInput
        field={rule.tiers}
        label={t("earning:fields.tiers")}
        choices={named.map(({ id, name }) => ({ value: id.initialValue ?? "", label: name.value ?? "" }))}
      />
      <CheckInput field={rule.firstOrder} label={t("earning:fields.firstOrder")} />
    </Group>
  )
}

const PERIODS = ["day", "week", "month", "year", "ever"] as const

function AtMost({ row }: Props) {
  const { t } = useText()
  const rule = row.getFieldset()
  return (
    <Group title={t("earning:fields.caps")}>
      <PointsInput field={rule.capOrder} label={t("earning:fields.capOrder")} />
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <PointsInput field={rule.capCustomer} label={t("earning:fields.capCustomer")} />
        <SelectInput
          field={rule.capPer}
          label={t("earning:fields.capPer")}
          choices={PERIODS.map((value) => ({ value, label: t(`earning:per.${value}`) }))}
        />
      </InlineGrid>
      <PointsInput field={rule.capAll} label={t("earning:fields.capAll")} help={t("earning:fields.capAllHelp")} />
    </Group>
  )
}
