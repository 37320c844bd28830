import { Button, InlineStack, Link, Text } from "@shopify/polaris"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText, type Text as Words } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import { statementWords } from "../statement-words.ts"
import type { MemberPage, StatementLine } from "../ui-data/member-page.server.ts"

/** Every movement of the member's points in words, newest first. */
export function StatementCard({ page }: { page: MemberPage }) {
  const text = useText()
  const { t, number } = text
  return (
    <SectionCard title={t("member.statement")} about={t("member.statementAbout")}>
      {page.statement.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("member.statementEmpty")}
        </Text>
      ) : (
        <Timeline
          entries={page.statement.map((line) => ({
            id: String(line.version),
            at: line.eventAt,
            words: <LineWords line={line} />,
            remark: line.reason ?? remarkOf(line, text),
            change: changeOf(line, text),
            after: t("member.availableAfter", { points: number(line.availableAfter) }),
          }))}
        />
      )}
      {page.older === null ? null : (
        <InlineStack>
          <Button url={`/app/members/${page.digits}?before=${page.older}`}>{t("member.older")}</Button>
        </InlineStack>
      )}
    </SectionCard>
  )
}

function LineWords({ line }: { line: StatementLine }) {
  const { coded } = useText()
  const say = (key: string, values: Record<string, string>) => coded(key, values, "") || null
  const { code, order, award, reward } = line
  const words = statementWords(say, { code, order: order?.name ?? "", award, reward })
  if (line.account) return <Link url={`/app/members/${line.account}`}>{words}</Link>
  return line.order ? <Link url={`/app/orders/${line.order.digits}`}>{words}</Link> : words
}

/** What moved, when it was not (only) the available points. */
function remarkOf(line: StatementLine, { t, signed }: Words): string | undefined {
  const parts = []
  if (line.delta !== 0 && line.pendingDelta !== 0)
    parts.push(t("points.pendingChange", { change: signed(line.pendingDelta) }))
  if (line.debtDelta !== 0) parts.push(t("points.debtChange", { change: signed(line.debtDelta) }))
  return parts.length > 0 ? parts.join(" · ") : undefined
}

function changeOf(line: StatementLine, { t, signed }: Words): string {
  if (line.delta === 0 && line.pendingDelta !== 0)
    return t("points.pendingChange", { change: signed(line.pendingDelta) })
  return signed(line.delta)
}
