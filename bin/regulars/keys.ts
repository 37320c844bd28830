import { type KeyStates, readKeyStates, rotateDataKeys, rotateMasterKey } from "#app/privacy/rotate-keys.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const USAGE = "Usage: npm run regulars -- keys  |  keys rotate [--data]"

/**
 * `keys`: how things stand. `keys rotate`: wraps every shop's keys by the new REGULARS_MASTER_KEY (the former one in
 * REGULARS_MASTER_KEYS_OLD). `keys rotate --data`: new data keys; the worker seals everything anew.
 */
export async function keys(context: Context, args: string[]): Promise<number> {
  const [what, option, ...more] = args
  if (more.length > 0 || (what !== undefined && what !== "rotate")) throw new CommandError(USAGE, USAGE_EXIT)
  if (option !== undefined && option !== "--data") throw new CommandError(USAGE, USAGE_EXIT)
  if (what === undefined) return tell(context, [])
  if (option === "--data") {
    const shops = await rotateDataKeys()
    return tell(context, [
      `${shops} shops were given a new data key. In ten minutes the worker begins to seal everything anew.`,
    ])
  }
  const rewrapped = await rotateMasterKey()
  return tell(context, [
    `${rewrapped} keys were wrapped by the new master key. Restart every process, then throw the old one away.`,
  ])
}

async function tell(context: Context, done: string[]): Promise<number> {
  const states = await readKeyStates()
  print(context, states, () => [...done, ...inWords(states)])
  return 0
}

function inWords({ shops, current, other, resealing }: KeyStates): string[] {
  return [
    `${shops} shops have keys: ${current} wrapped by the current master key, ${other} by another.`,
    ...(resealing > 0 ? [`${resealing} older data keys are still in use until everything is sealed anew.`] : []),
  ]
}
