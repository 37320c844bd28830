import { useText } from "#app/ui/text.tsx"
import type { RewardState, RewardTerms } from "../reward.ts"

/** What a reward gives and costs, in a few words. */
export function useRewardWords() {
  const { t, money, number } = useText()
  return {
    price: ({ gives }: RewardTerms): string =>
      gives.kind === "amount_off_slider"
        ? t("rewards:priceFrom", { points: gives.minPoints })
        : t("rewards:price", { count: gives.points }),
    /** Nothing, where it has no worth in money. */
    worth: ({ gives, currency }: RewardTerms): string[] => {
      switch (gives.kind) {
        case "amount_off":
        case "store_credit":
        case "gift_card":
          return [money(gives.amountMinor, currency)]
        case "amount_off_slider":
          return [t("rewards:worthEach", { worth: money(gives.unitMinor, currency), points: number(gives.unitPoints) })]
        case "percent_off":
          return [t("rewards:worthPercent", { percent: gives.percent })]
        case "free_product":
          return [t("rewards:worthUpTo", { worth: money(gives.valueMinor, currency) })]
        case "free_shipping":
          return [
            gives.maxShippingMinor === null
              ? t("rewards:worthShipping")
              : t("rewards:worthUpTo", { worth: money(gives.maxShippingMinor, currency) }),
          ]
        default:
          return []
      }
    },
  }
}

/** The colour of a state's badge. */
export const STATE_TONES = { active: "success", paused: "attention", archived: undefined } as const satisfies Record<
  RewardState,
  "success" | "attention" | undefined
>
