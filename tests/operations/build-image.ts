import { execFileSync, spawnSync } from "node:child_process"
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { readDockerfile, type Step } from "./dockerfile.ts"

/** Who runs the steps: not root, with an environment of their own and folders that are theirs. */
export type Person = { uid: number | undefined; env: Record<string, string>; folders: string[] }

/** What the last stage leaves: its working folder, its environment, what it runs. */
export type Image = {
  folder: string
  env: Record<string, string>
  command: string[]
  health: string
  uid: number | undefined
}

type Stage = { root: string; workdir: string; env: Record<string, string>; command: string[]; health: string }

/** Does what `docker build` would, with folders for file systems: stage after stage, each in a folder of its own. */
export function buildImage(project: string, folder: string, person: Person, tell: (words: string) => void): Image {
  for (const own of [folder, ...person.folders]) {
    mkdirSync(own, { recursive: true })
    give(own, person)
  }
  const stages = new Map<string, Stage>()
  let last: Stage | null = null
  for (const [index, { name, steps }] of readDockerfile(join(project, "Dockerfile")).entries()) {
    const stage: Stage = { root: join(folder, String(index)), workdir: "/", env: {}, command: [], health: "" }
    for (const step of steps) take(step, stage, stages, project, person, tell)
    stages.set(name ?? String(index), stage)
    last = stage
  }
  if (!last) throw new Error("the Dockerfile has no stage")
  const env = { ...person.env, ...last.env }
  return { folder: join(last.root, last.workdir), env, command: last.command, health: last.health, uid: person.uid }
}

function take(
  { word, rest }: Step,
  stage: Stage,
  stages: Map<string, Stage>,
  project: string,
  person: Person,
  tell: (words: string) => void,
): void {
  const place = join(stage.root, stage.workdir)
  if (word === "WORKDIR") {
    stage.workdir = rest
    mkdirSync(join(stage.root, rest), { recursive: true })
    give(join(stage.root, rest), person)
  } else if (word === "ENV") for (const pair of rest.split(" ")) setVariable(stage.env, pair)
  else if (word === "CMD") stage.command = JSON.parse(rest)
  else if (word === "HEALTHCHECK") stage.health = rest.replace(/^.*?CMD /, "")
  else if (word === "COPY") copy(rest, place, stages, project, person)
  else if (word === "RUN") run(rest, place, { ...person.env, ...stage.env }, person, tell)
  else if (word !== "USER" && word !== "EXPOSE") throw new Error(`this script does not know the step ${word}`)
}

function setVariable(env: Record<string, string>, pair: string): void {
  const [name = "", value = ""] = pair.split("=")
  env[name] = value
}

function copy(rest: string, place: string, stages: Map<string, Stage>, project: string, person: Person): void {
  const from = /^--from=(\S+) /.exec(rest)?.[1]
  const [target = "", ...sources] = rest
    .split(" ")
    .filter((part) => !part.startsWith("--"))
    .reverse()
  for (const source of sources.reverse()) {
    const stage = from === undefined ? null : stages.get(from)
    if (from !== undefined && !stage) throw new Error(`there is no stage ${from}`)
    if (stage)
      copyTree(
        join(stage.root, source),
        target.endsWith("/") ? join(place, target, basename(source)) : join(place, target),
      )
    else
      for (const file of contextOf(project).filter(
        (one) => source === "." || one === source || one.startsWith(`${source}/`),
      ))
        copyTree(join(project, file), join(place, target, file))
  }
  give(place, person)
}

function copyTree(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true })
  cpSync(source, target, { recursive: true, verbatimSymlinks: true })
}

/** What `docker build .` is given: the files that .dockerignore lets through (its last matching rule counts). */
function contextOf(project: string): string[] {
  const rules = readFileSync(join(project, ".dockerignore"), "utf8").split("\n").filter(Boolean)
  const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: project,
    encoding: "utf8",
  }).split("\n")
  return tracked.filter((file) => {
    if (!file || !existsSync(join(project, file))) return false
    let ignored = false
    for (const rule of rules) if (matches(file, rule.replace(/^!/, ""))) ignored = !rule.startsWith("!")
    return !ignored
  })
}

function matches(file: string, rule: string): boolean {
  if (rule === "**") return true
  if (rule.startsWith("**/*")) return file.endsWith(rule.slice("**/*".length))
  return file === rule || file.startsWith(`${rule}/`)
}

function run(
  command: string,
  cwd: string,
  env: Record<string, string>,
  person: Person,
  tell: (words: string) => void,
): void {
  const startedAt = Date.now()
  const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", command], {
    cwd,
    env: env as NodeJS.ProcessEnv,
    ...(person.uid === undefined ? {} : { uid: person.uid, gid: person.uid }),
    encoding: "utf8",
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0)
    throw new Error(`RUN ${command} failed (${status}):\n${stdout.slice(-1500)}\n${stderr.slice(0, 2500)}`)
  tell(`RUN ${command} (${Math.round((Date.now() - startedAt) / 1000)} s)`)
}

function give(path: string, person: Person): void {
  if (person.uid === undefined) return
  if (spawnSync("chown", ["-R", `${person.uid}:${person.uid}`, path]).status !== 0)
    chownSync(path, person.uid, person.uid)
}
