import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris"
import type { CSSProperties, ReactNode } from "react"

/** Words on the left, their value on the right: the plain facts of a page. */
export function FactList({ facts }: { facts: { key?: string; label: string; value: ReactNode }[] }) {
  return (
    <BlockStack as="ul" gap="200">
      {facts.map((fact) => (
        <li key={fact.key ?? fact.label} className="regulars-plain">
          <InlineStack align="space-between" gap="200" wrap>
            <Text as="span" tone="subdued">
              {fact.label}
            </Text>
            <Text as="span" alignment="end" numeric>
              {fact.value}
            </Text>
          </InlineStack>
        </li>
      ))}
    </BlockStack>
  )
}

/** A few numbers that matter, side by side; two in a row on a phone. */
export function FigureRow({ figures }: { figures: { label: string; value: string; hint?: string }[] }) {
  return (
    <div className="regulars-figures" style={{ "--regulars-figures": figures.length } as CSSProperties}>
      {figures.map((figure) => (
        <Card key={figure.label} roundedAbove="xs">
          <BlockStack gap="100">
            <Text as="p" tone="subdued">
              {figure.label}
            </Text>
            <Text as="p" variant="headingLg" numeric>
              {figure.value}
            </Text>
            {figure.hint ? (
              <Text as="p" variant="bodySm" tone="subdued">
                {figure.hint}
              </Text>
            ) : null}
          </BlockStack>
        </Card>
      ))}
    </div>
  )
}

/** Part of a whole as a bar under its words; `share` in percent. */
export function ShareBar({ label, value, share }: { label: string; value: string; share: number }) {
  const width = Math.min(100, Math.max(0, share))
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between">
        <Text as="span">{label}</Text>
        <Text as="span" numeric>
          {value}
        </Text>
      </InlineStack>
      <Box background="bg-fill-tertiary" borderRadius="full" minHeight="8px">
        <div className="regulars-bar" style={{ inlineSize: `${width}%` }} />
      </Box>
    </BlockStack>
  )
}
