import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris"

type Action = { content: string } & ({ url: string } | { onAction: () => void })

/** Nothing here yet: why, and the one thing to do about it. */
export function EmptyCard(props: { title: string; about: string; action?: Action }) {
  return (
    <Card roundedAbove="sm">
      <Box paddingBlock="800">
        <BlockStack gap="200" inlineAlign="center">
          <Text as="h2" variant="headingMd" alignment="center">
            {props.title}
          </Text>
          <Box maxWidth="480px">
            <Text as="p" tone="subdued" alignment="center">
              {props.about}
            </Text>
          </Box>
          {props.action ? (
            <Box paddingBlockStart="200">
              <Button
                variant="primary"
                {...("url" in props.action ? { url: props.action.url } : { onClick: props.action.onAction })}
              >
                {props.action.content}
              </Button>
            </Box>
          ) : null}
        </BlockStack>
      </Box>
    </Card>
  )
}
