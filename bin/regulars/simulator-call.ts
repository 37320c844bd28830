import { CommandError } from "./context.ts"

const TIMEOUT_MS = 15_000

/** Asks the simulator's control API; throws in plain words when it does not answer or refuses. */
export async function callSimulator<T>(origin: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: Error) => {
    throw new CommandError(
      `The simulator does not answer at ${origin} (${error.name}). Is the demo running? npm run demo`,
    )
  })
  const text = await answer.text()
  if (!answer.ok) throw new CommandError(`The simulator refused: ${reasonIn(text)}`)
  return JSON.parse(text) as T
}

function reasonIn(text: string): string {
  try {
    const { error, message } = JSON.parse(text) as { error?: string; message?: string }
    return error ?? message ?? text
  } catch {
    return text.slice(0, 300)
  }
}
