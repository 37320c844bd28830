import { Box } from "@shopify/polaris"
import type { ReactNode } from "react"

/** Keeps what is not a card off the edges of a phone, where cards reach them. */
export function Inset({ children }: { children: ReactNode }) {
  return <Box paddingInline={{ xs: "400", sm: "0" }}>{children}</Box>
}
