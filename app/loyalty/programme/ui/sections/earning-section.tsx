import { BlockStack, Button, InlineStack, Select, Text } from "@shopify/polaris"
import { PlusIcon } from "@shopify/polaris-icons"
import { useState } from "react"
import { useErrorText } from "#app/ui/error-text.ts"
import { FieldProblem } from "#app/ui/field-problem.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { RULE_KINDS, type RuleKind } from "../../../rules/rule-kinds.ts"
import type { SectionProps } from "../programme-form-schema.ts"
import { newRule, type RuleForm, wholeRule } from "./earning-form.ts"
import { RuleCard } from "./rule-card.tsx"

const MOST_RULES = 50

/** Rules by which orders earn more than the plain rate: each in words, opened to be edited in its place. */
export function EarningSection({ form, fields, currency }: SectionProps) {
  const { t } = useText()
  const { rules } = fields.earning.getFieldset()
  const rows = rules.getFieldList()
  const [removed, setRemoved] = useState<{ index: number; rule: RuleForm } | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  const remove = (index: number, value: Partial<RuleForm> | undefined) => {
    setRemoved({ index, rule: wholeRule(value) })
    form.remove({ name: rules.name, index })
  }
  const putBack = () => {
    if (!removed) return
    form.insert({ name: rules.name, index: Math.min(removed.index, rows.length), defaultValue: removed.rule })
    setRemoved(null)
  }
  const add = (kind: RuleKind) => {
    form.insert({ name: rules.name, defaultValue: newRule(kind, t(`earning:names.${kind}`)) })
    setRemoved(null)
    setOpened("new")
  }
  return (
    <FormCard title={t("earning:title")} about={t("earning:about")}>
      {rows.length > 0 ? <Text as="p">{t("earning:together")}</Text> : null}
      {rows.map((row, index) => (
        <RuleCard
          key={row.key}
          form={form}
          fields={fields}
          currency={currency}
          row={row}
          open={opened === row.key || (opened === "new" && index === rows.length - 1)}
          onOpen={(open) => setOpened(open ? (row.key ?? null) : null)}
          onRemove={() => remove(index, row.value as Partial<RuleForm> | undefined)}
        />
      ))}
      {rows.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("earning:none")}
        </Text>
      ) : null}
      {removed ? (
        <div role="status">
          <InlineStack gap="200" blockAlign="center">
            <Text as="span">{t("earning:removed", { name: removed.rule.name })}</Text>
            <Button variant="plain" onClick={putBack}>
              {t("earning:undo")}
            </Button>
          </InlineStack>
        </div>
      ) : null}
      <FieldProblem message={useErrorText(rules.errors)} />
      {rows.length < MOST_RULES ? <AddRule onAdd={add} /> : null}
    </FormCard>
  )
}

function AddRule({ onAdd }: { onAdd: (kind: RuleKind) => void }) {
  const { t } = useText()
  const [kind, setKind] = useState<RuleKind>(RULE_KINDS[0] as RuleKind)
  return (
    <BlockStack gap="200">
      <Select
        label={t("earning:kindLabel")}
        options={RULE_KINDS.map((value) => ({ value, label: t(`earning:kinds.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(value as RuleKind)}
      />
      <InlineStack>
        <Button icon={PlusIcon} onClick={() => onAdd(kind)}>
          {t("earning:add")}
        </Button>
      </InlineStack>
    </BlockStack>
  )
}
