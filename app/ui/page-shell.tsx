import { BlockStack, Box, Page } from "@shopify/polaris"
import type { ReactNode } from "react"

type Action = { content: string; onAction?: () => void; url?: string; loading?: boolean; disabled?: boolean }

/** The frame of every admin page: its title, where "back" leads, its one main action. */
export function PageShell(props: {
  title: string
  subtitle?: string
  back?: { content: string; url: string }
  mark?: ReactNode
  primaryAction?: Action
  secondaryActions?: Action[]
  narrow?: boolean
  children: ReactNode
}) {
  return (
    <main>
      <Page
        title={props.title}
        subtitle={props.subtitle}
        backAction={props.back}
        titleMetadata={props.mark}
        primaryAction={props.primaryAction}
        secondaryActions={props.secondaryActions}
        narrowWidth={props.narrow}
      >
        <Box paddingBlockEnd="800">
          <BlockStack gap="400">{props.children}</BlockStack>
        </Box>
      </Page>
    </main>
  )
}
