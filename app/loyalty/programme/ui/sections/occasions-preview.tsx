import { useFetcher } from "@remix-run/react"
import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris"
import { FactList } from "#app/ui/facts.tsx"
import { useText } from "#app/ui/text.tsx"
import type { OccasionsAhead } from "../../../occasions/occasions-ahead.server.ts"

/** What the next thirty days bring by the saved draft; asked when somebody wants to know. */
export function OccasionsPreview() {
  const { t } = useText()
  const { data, state, load } = useFetcher<OccasionsAhead>()
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("occasions:ahead.title")}
      </Text>
      {data ? <Ahead ahead={data} /> : null}
      <InlineStack>
        <Button onClick={() => load("/app/programme/occasions")} loading={state !== "idle"}>
          {t("occasions:ahead.count")}
        </Button>
      </InlineStack>
    </BlockStack>
  )
}

function Ahead({ ahead: { counts, points, surprises } }: { ahead: OccasionsAhead }) {
  const { t, number, day } = useText()
  return (
    <BlockStack gap="200">
      <FactList
        facts={[
          { label: t("occasions:ahead.birthday"), value: number(counts.birthday) },
          { label: t("occasions:ahead.nameDay"), value: number(counts.nameDay) },
          { label: t("occasions:ahead.anniversary"), value: number(counts.anniversary) },
          { label: t("occasions:ahead.points"), value: number(points) },
        ]}
      />
      <Text as="p" tone="subdued" variant="bodySm">
        {t("occasions:ahead.note")}
      </Text>
      {surprises.length > 0 ? (
        <Text as="h3" variant="headingSm">
          {t("occasions:ahead.given")}
        </Text>
      ) : null}
      {surprises.length > 0 ? (
        <FactList
          facts={surprises.map((gift) => ({
            key: `${gift.day} ${gift.digits}`,
            label: day(gift.day),
            value: (
              <Link url={`/app/members/${gift.digits}`}>
                {t("occasions:ahead.gift", { points: t("points.count", { count: gift.points }), from: gift.drawnFrom })}
              </Link>
            ),
          }))}
        />
      ) : null}
    </BlockStack>
  )
}
