import { readFileSync } from "node:fs"

/** One line of a Dockerfile: "RUN", "npm ci". Lines that end with a backslash are joined. */
export type Step = { word: string; rest: string }
export type Stage = { name: string | null; image: string; steps: Step[] }

/** The stages of a Dockerfile, as far as ours goes. */
export function readDockerfile(file: string): Stage[] {
  const lines = readFileSync(file, "utf8")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"))
  const stages: Stage[] = []
  for (const line of lines) {
    const [, word = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? []
    if (word === "FROM") {
      const [image = "", , name = null] = rest.split(" ")
      stages.push({ name, image, steps: [] })
    } else stages.at(-1)?.steps.push({ word, rest })
  }
  return stages
}
