import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "./simulated-admin.ts"
import { type Door, openDoor } from "./webhook-door.ts"

export type ToldWorld = { admin: SimulatedAdmin; door: Door; close: () => Promise<void> }

/** More than any test asks for. */
export const PLENTY = { maximumAvailable: 100_000, restoreRate: 100_000 }

/** A world whose Admin API never throttles, and the app's door through which it is told by webhooks. */
export async function openToldWorld(): Promise<ToldWorld> {
  const admin = await openSimulatedAdmin()
  // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React, it sets the environment
  useSimulatedAdmin(admin)
  admin.throttle.configure(PLENTY)
  const door = await openDoor()
  const close = async () => {
    await door.stop()
    await admin.close()
  }
  return { admin, door, close }
}
