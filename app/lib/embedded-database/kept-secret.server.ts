import { randomBytes } from "node:crypto"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"

/** Random text that is made once and kept in `folder` under `name`, for its owner's eyes only. */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const file = join(folder, name)
  const fresh = randomBytes(18).toString("hex")
  await writeFile(file, fresh, { flag: "wx", mode: 0o600 }).catch(() => {}) // kept from the first start
  return readFile(file, "utf8")
}
