import { z } from "zod"
import type { ThemeColours } from "../resolve-look.ts"

/** Whom the preview shows the storefront to. `untested`: a test is on, and this shopper is not part of it. */
export const SHOPPERS = ["visitor", "newcomer", "member", "paused", "untested"] as const
export type Shopper = (typeof SHOPPERS)[number]

/** Two plain themes of our own, as different as themes get. */
export const SAMPLE_THEMES = {
  light: { page: "#ffffff", ink: "#1f2328" },
  dark: { page: "#14161a", ink: "#f2f2f0" },
} as const satisfies Record<string, ThemeColours>
export type SampleTheme = keyof typeof SAMPLE_THEMES

export const previewStateSchema = z.object({
  shopper: z.enum(SHOPPERS).default("visitor"),
  theme: z.enum(["light", "dark"]).default("light"),
  language: z
    .string()
    .regex(/^[a-zA-Z-]{2,8}$/)
    .default("en"),
})

export type PreviewState = z.output<typeof previewStateSchema>
