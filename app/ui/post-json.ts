/** Asks a page of our own something that changes nothing; null when it did not answer. App Bridge adds the session's token. */
export async function postJson<Answer>(path: string, body: string, signal: AbortSignal): Promise<Answer | null> {
  try {
    const headers = { "content-type": "application/json" }
    const answer = await fetch(path, { method: "POST", body, headers, signal })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}
