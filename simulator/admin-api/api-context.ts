import type { SimulatorContext } from "../context.ts"
import type { ShopWorld } from "../world/world.ts"

/** What a request to the Admin API is answered with. */
export type ApiContext = {
  simulator: SimulatorContext
  shop: string
  place: ShopWorld
  scopes: ReadonlySet<string>
  /** World time. */
  at: Date
}
