// The first file of `npm run demo`, `npm test` and their kin. Any Node from 18 runs it: it installs what is missing and
// goes on with the Node that the repository pins, so that a bare clone needs nothing but Node and npm.
import { spawn, spawnSync } from "node:child_process"
import { existsSync, lstatSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const modules = join(root, "node_modules")
const windows = process.platform === "win32"
const [script, ...args] = process.argv.slice(2)

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0
}

function isInstalled() {
  // npm writes this file at the end of each install.
  const installedAt = modifiedAt(join(modules, ".package-lock.json"))
  return installedAt > 0 && installedAt >= modifiedAt(join(root, "package-lock.json"))
}

function step(words, command, commandArgs) {
  console.error(`· ${words}`)
  const { status, error } = spawnSync(command, commandArgs, { cwd: root, stdio: ["ignore", 2, 2], shell: windows })
  if (status === 0) return
  console.error(`That failed${error ? `: ${error.message}` : ` (exit ${status})`}. Mend it and run the command again.`)
  process.exit(1)
}

function pinnedNode() {
  const own = join(modules, ".bin", windows ? "node.cmd" : "node")
  if (existsSync(own) && spawnSync(own, ["--version"], { shell: windows }).status === 0) return own
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath
  console.error(`Regulars needs Node 22.19 or newer here (this is ${process.versions.node}); see .nvmrc.`)
  process.exit(1)
}

/** npm would empty the folder that the link leads to. */
function refuseLink() {
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return
  console.error("The packages are not up to date, and node_modules is a link to a folder that others may use.")
  console.error("Remove the link (rm node_modules) or install where it leads, and run the command again.")
  process.exit(1)
}

process.chdir(root)
if (!isInstalled()) {
  refuseLink()
  step("Installing the packages (once; a minute or two)", "npm", [
    "ci",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ])
}

const node = pinnedNode()
const env = { ...process.env, PATH: `${join(modules, ".bin")}${windows ? ";" : ":"}${process.env.PATH}` }
if (modifiedAt(join(modules, ".prisma/client/schema.prisma")) < modifiedAt(join(root, "prisma/schema.prisma"))) {
  console.error("· Generating the database client")
  const { status, stderr } = spawnSync(node, [join(modules, "prisma/build/index.js"), "generate", "--no-hints"], {
    cwd: root,
    env,
    encoding: "utf8",
  })
  if (status !== 0) {
    console.error(stderr)
    process.exit(1)
  }
}

const child = spawn(node, [join(root, script), ...args], { cwd: root, stdio: "inherit", env, shell: windows })
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
