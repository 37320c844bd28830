import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Where a running world can be found: written by `npm run demo`, read by the `regulars` command and the tests. */
export type WorldFile = {
  databaseUrl: string
  simulatorDatabaseUrl: string
  simulatorOrigin: string
  appOrigin: string
  storefrontOrigin: string
  clockFile: string
  apiKey: string
  apiSecret: string
  shop: string
  pids: { simulator: number; app: number }
}

/** The folder of the demo's data, inside the project. */
export const WORLD_FOLDER = join(import.meta.dirname, "../../.regulars")

export function writeWorldFile(folder: string, world: WorldFile): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "world.json"), JSON.stringify(world, null, 2), { mode: 0o600 })
}

/** The last written world; null when the demo never ran. It may have stopped since. */
export function findWorldFile(folder: string): WorldFile | null {
  const file = join(folder, "world.json")
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as WorldFile) : null
}

/** Where a page of the app stands in the admin of the demo's shop. */
export function adminAddress({ simulatorOrigin }: Pick<WorldFile, "simulatorOrigin">, path = ""): string {
  return `${simulatorOrigin}/admin/zrance/apps/regulars${path}`
}
