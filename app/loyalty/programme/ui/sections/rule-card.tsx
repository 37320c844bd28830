import { BlockStack, Box, Button, Collapsible, InlineStack, Text } from "@shopify/polaris"
import { DeleteIcon } from "@shopify/polaris-icons"
import { useId } from "react"
import { useText } from "#app/ui/text.tsx"
import { type EarningRule, earningRulesSchema } from "../../../rules/earning-rules.ts"
import type { ProgrammeFields, SectionProps } from "../programme-form-schema.ts"
import { ruleWords } from "../rule-words.ts"
import { type RuleForm, readRule, wholeRule } from "./earning-form.ts"
import { RuleFields } from "./rule-fields.tsx"

export type RuleField = ReturnType<
  ReturnType<ProgrammeFields["earning"]["getFieldset"]>["rules"]["getFieldList"]
>[number]

type Props = SectionProps & {
  row: RuleField
  open: boolean
  onOpen: (open: boolean) => void
  onRemove: () => void
}

/** One rule: its name, what it says in words, and its fields, folded away; they are open while something is wrong. */
export function RuleCard({ row, open, onOpen, onRemove, ...shared }: Props) {
  const { t } = useText()
  const id = useId()
  const rule = row.getFieldset()
  const name = rule.name.value ?? ""
  const isOpen = open || Object.keys(row.allErrors ?? {}).length > 0
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="300">
        <input type="hidden" name={rule.id.name} defaultValue={rule.id.initialValue ?? ""} />
        <input type="hidden" name={rule.kind.name} defaultValue={rule.kind.initialValue ?? ""} />
        <InlineStack gap="300" align="space-between" blockAlign="start">
          <div className="regulars-grow">
            <Text as="h3" variant="headingSm">
              {name}
            </Text>
            <Text as="p" tone="subdued">
              <RuleInWords {...shared} row={row} />
            </Text>
          </div>
          <InlineStack gap="300">
            <Button variant="plain" ariaExpanded={isOpen} ariaControls={id} onClick={() => onOpen(!isOpen)}>
              {t(isOpen ? "earning:close" : "earning:edit")}
            </Button>
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t("earning:remove", { name })}
              onClick={onRemove}
            />
          </InlineStack>
        </InlineStack>
        <Collapsible id={id} open={isOpen}>
          <RuleFields {...shared} row={row} />
        </Collapsible>
      </BlockStack>
    </Box>
  )
}

/** What the rule says as it is typed now. */
function RuleInWords({ row, fields, currency }: SectionProps & { row: RuleField }) {
  const text = useText()
  const rule = asRule((row.value ?? {}) as Partial<RuleForm>, currency)
  if (!rule) return <>{text.t("earning:unfinished")}</>
  const levels = fields.tiers.getFieldset().levels.getFieldList()
  const names = new Map(
    levels.map((level) => {
      const { id, name } = level.getFieldset()
      return [id.initialValue ?? "", name.value ?? ""] as const
    }),
  )
  return <>{ruleWords(rule, names, text)}</>
}

/** Null while something is missing or wrong. */
function asRule(value: Partial<RuleForm>, currency: string): EarningRule | null {
  const form = wholeRule(value)
  let wrong = false
  const read = readRule(
    form,
    () => {
      wrong = true
    },
    currency,
  )
  if (wrong) return null
  return earningRulesSchema.safeParse({ rules: [{ ...read, id: "new" }] }).data?.rules[0] ?? null
}
