import { BlockStack, Divider, InlineStack, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import { Moment } from "./moment.tsx"

export type TimelineEntry = {
  id: string
  at: string
  words: ReactNode
  /** A small remark under the words. */
  remark?: ReactNode
  /** At the end of the line, e.g. "+120". */
  change?: string
  after?: string
}

/** What happened, newest first: words, moment, and what it changed. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <BlockStack as="ol" gap="300">
      {entries.map((entry, index) => (
        <li key={entry.id} className="regulars-plain">
          <BlockStack gap="300">
            {index > 0 ? <Divider /> : null}
            <InlineStack align="space-between" blockAlign="start" gap="400" wrap={false}>
              <BlockStack gap="050">
                <Text as="span" breakWord>
                  {entry.words}
                </Text>
                {entry.remark ? (
                  <Text as="span" variant="bodySm" tone="subdued" breakWord>
                    {entry.remark}
                  </Text>
                ) : null}
                <Text as="span" variant="bodySm" tone="subdued">
                  <Moment at={entry.at} />
                </Text>
              </BlockStack>
              {entry.change ? (
                <div className="regulars-nowrap">
                  <BlockStack gap="050" inlineAlign="end">
                    <Text as="span" fontWeight="semibold" numeric>
                      {entry.change}
                    </Text>
                    {entry.after ? (
                      <Text as="span" variant="bodySm" tone="subdued" numeric>
                        {entry.after}
                      </Text>
                    ) : null}
                  </BlockStack>
                </div>
              ) : null}
            </InlineStack>
          </BlockStack>
        </li>
      ))}
    </BlockStack>
  )
}
