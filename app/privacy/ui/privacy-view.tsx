import { Badge, BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { PrivacyPage, RequestLine, ViewLine } from "../ui-data/privacy-page.server.ts"
import { FileButtons } from "./file-buttons.tsx"

/** What people asked for with their deadlines, and which staff looked at whose data. */
export function PrivacyView({ page }: { page: PrivacyPage }) {
  const { t, coded } = useText()
  return (
    <PageShell title={t("privacy.title")} narrow>
      <SectionCard title={t("privacy.requests")} about={t("privacy.requestsAbout")}>
        {page.requests.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("privacy.noRequests")}
          </Text>
        ) : (
          <BlockStack as="ul" gap="400">
            {page.requests.map((request) => (
              <li key={request.requestId} className="regulars-plain">
                <RequestRow request={request} />
              </li>
            ))}
          </BlockStack>
        )}
      </SectionCard>
      <SectionCard title={t("privacy.views")} about={t("privacy.viewsAbout")}>
        {page.views.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("privacy.noViews")}
          </Text>
        ) : (
          <Timeline
            entries={page.views.map((view) => ({
              id: view.id,
              at: view.at,
              words: coded(`privacy.seen.${view.what}`, {}, view.what),
              remark: <ViewRemark view={view} />,
            }))}
          />
        )}
      </SectionCard>
    </PageShell>
  )
}

function RequestRow({ request }: { request: RequestLine }) {
  const { t, coded, date } = useText()
  const { customer, doneAt } = request
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" fontWeight="semibold">
          {coded(`privacy.kinds.${request.kind}`, {}, request.kind)}
        </Text>
        <StateBadge request={request} />
      </InlineStack>
      {customer ? <Link url={`/app/members/${customer}`}>{t("privacy.customer", { digits: customer })}</Link> : null}
      <Sentences
        all={[
          t("privacy.received", { date: date(request.receivedAt) }),
          doneAt ? t("privacy.done", { date: date(doneAt) }) : t("privacy.due", { date: date(request.dueAt) }),
          doneAt && request.hasFile ? t("privacy.handOver", { date: date(request.dueAt) }) : null,
        ]}
      />
      {request.failed ? (
        <Text as="span" tone="critical">
          {t("privacy.failed")}
        </Text>
      ) : null}
      {request.hasFile ? (
        <Box>
          <FileButtons requestId={request.requestId} />
        </Box>
      ) : null}
    </BlockStack>
  )
}

/** Whole sentences one after the other. */
function Sentences({ all }: { all: (string | null)[] }) {
  return (
    <Text as="span" tone="subdued" breakWord>
      {all.filter(Boolean).join(" ")}
    </Text>
  )
}

function StateBadge({ request }: { request: RequestLine }) {
  const { t } = useText()
  if (request.doneAt) return <Badge tone="success">{t("privacy.states.done")}</Badge>
  if (request.late) return <Badge tone="critical">{t("privacy.states.late")}</Badge>
  return <Badge tone="attention">{t("privacy.states.open")}</Badge>
}

/** Who looked, and at whom. */
function ViewRemark({ view }: { view: ViewLine }) {
  const { t } = useText()
  const { subject } = view
  return (
    <>
      {subject?.url ? <Link url={subject.url}>{subject.words}</Link> : subject?.words}
      {subject ? " · " : null}
      {t("privacy.by", { staff: view.staffId })}
    </>
  )
}
