import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris"
import type { ReactNode } from "react"

/** A card with a heading; `aside` stands at the end of the heading's line. */
export function SectionCard(props: { title: string; about?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {props.title}
          </Text>
          {props.aside}
        </InlineStack>
        {props.about ? (
          <Text as="p" tone="subdued">
            {props.about}
          </Text>
        ) : null}
        {props.children}
      </BlockStack>
    </Card>
  )
}
