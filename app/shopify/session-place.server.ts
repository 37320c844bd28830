import type { PersonalPlace } from "#app/lib/personal-place.ts"
import { deleteSessions } from "./tokens.server.ts"

/** The shop's permission. It names no shopper, but it opens the door to all of them. */
export const SESSION_PLACE: PersonalPlace = {
  name: "permission",
  tables: ["Session"],
  holds: "the shop's tokens (sealed); nothing of a person",
  kept: "until the app is uninstalled",
  show: async () => [],
  erase: async () => {},
  eraseAll: (shop) => deleteSessions(shop),
}
