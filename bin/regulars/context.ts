import type { Locale } from "#app/i18n/locales.ts"

/** What every subcommand is given: whose rows, in which form the answer goes out, which world. */
export type Context = {
  shop: string
  json: boolean
  locale: Locale
  /** Where the simulator listens; null: there is none, this is a real store or a bare database. */
  simulatorOrigin: string | null
  /** Where the app listens and what signs its webhooks, when there is no simulator. */
  appOrigin: string | null
  apiSecret: string | null
}

export const USAGE_EXIT = 2

/** A failure in plain words, and the exit code that goes with it. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.name = "CommandError"
    this.exitCode = exitCode
  }
}

/** Prints the answer: one JSON object, or the lines for people. */
export function print(context: Context, object: unknown, lines: () => string[]): void {
  if (context.json) console.log(JSON.stringify(object))
  else console.log(lines().join("\n"))
}
