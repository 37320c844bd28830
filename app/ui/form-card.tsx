import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris"
import type { ReactNode } from "react"

/** One subject of a form: what it decides beside the fields that decide it; on a phone one under the other. */
export function FormCard(props: { title: string; about: string; children: ReactNode }) {
  return (
    <InlineGrid columns={{ xs: "1fr", md: "2fr 5fr" }} gap="400">
      <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockStart={{ md: "400" }}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {props.title}
          </Text>
          <Text as="p" tone="subdued">
            {props.about}
          </Text>
        </BlockStack>
      </Box>
      <Card roundedAbove="sm">
        <BlockStack gap="400">{props.children}</BlockStack>
      </Card>
    </InlineGrid>
  )
}
