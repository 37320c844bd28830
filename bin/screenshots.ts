import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { buildPagesIfStale } from "./demo/build-pages.ts"
import { playScenarioOnce } from "./demo/scenario.ts"
import { startThrowawayWorld } from "./demo/throwaway-world.ts"
import { findWorldFile, type WorldFile } from "./demo/world-file.ts"
import { type Appearance, openLook } from "./screenshots/look.ts"
import { listShots } from "./screenshots/pages.ts"
import { setTheScene, stopTheClock } from "./screenshots/scene.ts"
import { chooseSubjects } from "./screenshots/subjects.ts"

// `npm run screenshots`: pictures of every page, from a small shop of its own. They go into docs/ and are looked at.
const HELP = `npm run screenshots [-- OPTIONS]
  --to FOLDER      where the pictures go (default docs/screenshots)
  --world FOLDER   of a world that runs already (the demo's is .regulars), instead of a new one
  --look L         LOCALE-WIDTH, for example ru-320; may be repeated (default en and bg, 1280 and 390)
  --only WORD      only pages whose name contains it`

const PEOPLE = 60

const { values: options } = parseArgs({
  options: {
    to: { type: "string", default: join(import.meta.dirname, "../docs/screenshots") },
    world: { type: "string" },
    look: { type: "string", multiple: true, default: ["en-1280", "en-390", "bg-1280", "bg-390"] },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
})

async function main(): Promise<void> {
  if (options.help) return console.log(HELP)
  const looks = options.look.map(readLook)
  if (!options.world) return inOwnWorld((world) => takePictures(world, looks))
  const world = findWorldFile(options.world)
  if (!world) throw new Error(`No world was ever started in ${options.world}`)
  return takePictures(world, looks)
}

function readLook(text: string): Appearance {
  const [, locale, width] = /^(en|bg|ru)-(\d{3,4})$/.exec(text) ?? []
  if (!locale || !width) throw new Error(`--look ${text} is not LOCALE-WIDTH such as bg-390`)
  return { locale, width: Number(width) }
}

async function inOwnWorld(work: (world: WorldFile) => Promise<void>): Promise<void> {
  await buildPagesIfStale()
  const world = await startThrowawayWorld("screenshots")
  try {
    await playScenarioOnce(world, { people: PEOPLE })
    await setTheScene(world)
    await work(world)
  } finally {
    await world.forget()
  }
}

/** Writes `PAGE-LOCALE-WIDTH.png` for each page and look; throws when a page failed in any way while it was shown. */
async function takePictures(world: WorldFile, looks: Appearance[]): Promise<void> {
  await mkdir(options.to, { recursive: true })
  const subjects = await chooseSubjects(world.databaseUrl, world.shop)
  const shots = listShots(world, subjects).filter(({ name }) => name.includes(options.only))
  const inLook = ({ locale }: Appearance) => shots.filter(({ visitor }) => visitor !== "operator" || locale === "en")
  const faults: string[] = []
  for (const wanted of looks) {
    const look = await openLook(world, wanted, subjects)
    try {
      for (const shot of inLook(wanted)) {
        if (!options.world) await stopTheClock(world)
        const { png, faults: seen } = await look.take(shot)
        const file = `${shot.name}-${wanted.locale}-${wanted.width}.png`
        await writeFile(join(options.to, file), png)
        console.log(`  ${file}  ${Math.ceil(png.length / 1024)} KB`)
        faults.push(...seen.map((fault) => `${file}: ${fault}`))
      }
    } finally {
      await look.close()
    }
  }
  if (faults.length > 0) throw new Error(`Pages failed while they were shown:\n${faults.join("\n")}`)
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
