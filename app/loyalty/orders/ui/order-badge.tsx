import { Badge } from "@shopify/polaris"
import { useText } from "#app/ui/text.tsx"
import type { OrderMark } from "../ui-data/order-mark.ts"

const TONES = {
  doubtful: "warning",
  deleted: "critical",
  not_counted: undefined,
  nothing: undefined,
  pending: "attention",
  available: "success",
} as const

export function OrderBadge({ mark }: { mark: OrderMark }) {
  const { t } = useText()
  return <Badge tone={TONES[mark]}>{t(`orders.marks.${mark}`)}</Badge>
}
