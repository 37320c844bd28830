import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePorts } from "./processes.ts"
import { startWorld, type World } from "./start-world.ts"

/** A world in a temporary folder named after its use, on free ports; `forget` leaves nothing of it. */
export async function startThrowawayWorld(use: string): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), `regulars-${use}-`))
  const ports = (await freePorts(3)) as [number, number, number]
  const world = await startWorld({ folder, ports, throwaway: true })
  const forget = async () => {
    await world.forget()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...world, forget }
}
