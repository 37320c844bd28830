import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris"
import { Chart } from "#app/ui/chart.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { useText } from "#app/ui/text.tsx"
import type { DayFigures } from "../days.ts"

/** Today's figures, each with its last thirty days. */
export function DayCharts({ days }: { days: DayFigures[] }) {
  const { t } = useText()
  return (
    <BlockStack gap="300">
      <Inset>
        <Text as="h2" variant="headingMd">
          {t("home.figuresTitle")}
        </Text>
      </Inset>
      <div className="regulars-charts">
        <DayChart name={t("home.pointsGiven")} days={days} figure="points" />
        <DayChart name={t("home.ordersEarning")} days={days} figure="orders" />
        <DayChart name={t("home.newMembers")} days={days} figure="members" />
      </div>
    </BlockStack>
  )
}

type Props = { name: string; days: DayFigures[]; figure: "points" | "orders" | "members" }

function DayChart({ name, days, figure }: Props) {
  const { t, number, day } = useText()
  const today = days.at(-1)?.[figure] ?? 0
  const total = days.reduce((sum, one) => sum + one[figure], 0)
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="200">
        <Text as="h3" tone="subdued">
          {name}
        </Text>
        <InlineStack align="space-between" blockAlign="end" gap="200">
          <Text as="p" variant="headingLg" numeric>
            {number(today)}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued" numeric>
            {t("home.lastDays", { total })}
          </Text>
        </InlineStack>
        <Chart
          name={name}
          labelName={t("chart.day")}
          summary={t("home.chartWords", { name, today, total })}
          points={days.map((one) => ({ key: one.day, label: day(one.day), value: one[figure] }))}
        />
      </BlockStack>
    </Card>
  )
}
