import { FigureRow } from "#app/ui/facts.tsx"
import { useText } from "#app/ui/text.tsx"
import type { Membership } from "../ui-data/member-page.server.ts"

/** Available, pending, lifetime; debt only when there is one. */
export function BalanceFigures({ balance }: Pick<Membership, "balance">) {
  const { t, number } = useText()
  const figures = [
    { label: t("points.available"), value: number(balance.available), hint: t("points.availableHint") },
    { label: t("points.pending"), value: number(balance.pending), hint: t("points.pendingHint") },
    { label: t("points.lifetime"), value: number(balance.lifetime), hint: t("points.lifetimeHint") },
  ]
  const debt = { label: t("points.debt"), value: number(balance.debt), hint: t("points.debtHint") }
  return <FigureRow figures={balance.debt > 0 ? [...figures, debt] : figures} />
}
