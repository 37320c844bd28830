import type { Worth } from "./worth.ts"

/**
 * What the merchant decides about the figures. `worth`: of a point; null: by the rewards. `redeemed`: the share of points that
 * is redeemed, null: as measured; `mostOfRevenue`: of revenue that points may cost before home says so; `margin`: of a sale, left
 * when goods are paid. Shares in hundredths of a percent.
 */
export type LiabilitySettings = { worth: Worth | null; redeemed: number | null; mostOfRevenue: number; margin: number }

export const DEFAULT_SETTINGS: LiabilitySettings = { worth: null, redeemed: null, mostOfRevenue: 500, margin: 3000 }
