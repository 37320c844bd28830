import { BlockStack, Box, Divider, InlineStack, List, Text } from "@shopify/polaris"
import { useText, type Text as Words } from "#app/ui/text.tsx"
import type { ExplainStep, LineExplanation } from "../../rules/order-evaluation.ts"

type LinesProps = {
  lines: LineExplanation[]
  currency: string
  /** False: nobody earns with this order, so its lines have no points to show. */
  counted: boolean
}

/** Each line of the order: what it is, what of it counts, and each decision about it. */
export function ExplainLines({ lines, currency, counted }: LinesProps) {
  return (
    <BlockStack gap="300">
      {lines.map((line, index) => (
        <BlockStack key={line.lineId} gap="300">
          {index > 0 ? <Divider /> : null}
          <ExplainLine line={line} currency={currency} counted={counted} />
        </BlockStack>
      ))}
    </BlockStack>
  )
}

function ExplainLine(props: { line: LineExplanation; currency: string; counted: boolean }) {
  const { t, money } = useText()
  const { line, currency } = props
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="400" wrap={false}>
        <Text as="span" fontWeight="medium" breakWord>
          {line.title}
        </Text>
        {props.counted ? (
          <span className="regulars-nowrap">
            <Text as="span" fontWeight="semibold" numeric>
              {t("points.count", { count: line.points })}
            </Text>
          </span>
        ) : null}
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">
        {t("order.lineCounts", {
          current: line.currentQuantity,
          ordered: line.quantity,
          amount: money(line.basisMinor, currency),
        })}
      </Text>
      <Steps steps={line.steps} small />
    </BlockStack>
  )
}

/** Decisions about the order as a whole. */
export function ExplainSteps({ steps }: { steps: ExplainStep[] }) {
  const { t } = useText()
  if (steps.length === 0) return null
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="400">
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t("order.wholeOrder")}
        </Text>
        <Steps steps={steps} />
      </BlockStack>
    </Box>
  )
}

function Steps({ steps, small = false }: { steps: ExplainStep[]; small?: boolean }) {
  const text = useText()
  if (steps.length === 0) return null
  return (
    <List gap="extraTight">
      {steps.map((step) => (
        <List.Item key={JSON.stringify(step)}>
          <Text as="span" variant={small ? "bodySm" : "bodyMd"} tone={small ? "subdued" : undefined}>
            {stepWords(step, text)}
          </Text>
        </List.Item>
      ))}
    </List>
  )
}

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))? ([A-Z]{3})$/

/** A decision in words, its sums and moments written as the reader writes them. */
function stepWords({ code, params }: ExplainStep, text: Words): string {
  const written = Object.entries(params).map(([name, value]) => [name, writeParam(name, value, text)])
  return text.coded(`explain:${code}`, Object.fromEntries(written), code)
}

function writeParam(name: string, value: string | number, text: Words): string | number {
  if (name.endsWith("At")) return text.dateTime(String(value))
  if (typeof value === "string" && /^-?\d+\.\d+$/.test(value)) return text.decimal(value)
  const amount = AMOUNT.exec(String(value))
  if (!amount) return value
  const [, sign, whole, fraction = "", currency] = amount
  return text.money(Number(`${sign}${whole}${fraction}`), currency as string)
}
