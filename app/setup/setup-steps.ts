import type { EmbedState, ThemeBlock, ThemeReading } from "./theme-reading.ts"

/** The way from an installed app to a programme that shoppers see, in the order it is best gone. */
const SETUP_STEPS = ["programme", "launcher", "product", "page", "members"] as const
export type SetupStepName = (typeof SETUP_STEPS)[number]

/** `unknown`: the theme cannot be read, so nobody is told that something is missing. */
export type StepState = "done" | "open" | "unknown"
export type SetupStep = { name: SetupStepName; state: StepState }

/** What steps are judged by; nothing is ticked by hand. `theme` null: it is still being asked. */
export type SetupFacts = {
  published: boolean
  theme: ThemeReading | null
  hasMembers: boolean
  importedOrders: boolean
}

/** Each step's state, read from the facts. */
export function setupSteps(facts: SetupFacts): SetupStep[] {
  const state: Record<SetupStepName, StepState> = {
    programme: facts.published ? "done" : "open",
    launcher: launcherState(facts.theme),
    product: blockState(facts.theme, ["points-on-product"], (template) => isOf(template, "product")),
    page: blockState(facts.theme, ["loyalty", "account"], () => true),
    members: facts.hasMembers || facts.importedOrders ? "done" : "open",
  }
  return SETUP_STEPS.map((name) => ({ name, state: state[name] }))
}

const OF_EMBED: Record<EmbedState, StepState> = { on: "done", off: "open", absent: "open", unknown: "unknown" }

/** Whether shoppers see the launcher. */
export function launcherState(theme: ThemeReading | null): StepState {
  return theme?.known ? OF_EMBED[theme.launcher] : "unknown"
}

function blockState(theme: ThemeReading | null, wanted: ThemeBlock[], here: (template: string) => boolean): StepState {
  if (!theme?.known) return "unknown"
  if (theme.blocks.some((placed) => wanted.includes(placed.block) && here(placed.template))) return "done"
  return theme.wholeTheme ? "open" : "unknown"
}

/** "product" and its variants ("product.gift"). */
function isOf(template: string, kind: string): boolean {
  return template === kind || template.startsWith(`${kind}.`)
}
