/** The frame with the app in it, and the wire to it. Only messages of this frame and the app's origin count. */
export const data = JSON.parse(document.getElementById("shell-data").textContent)
export const labels = data.labels
const frame = document.getElementById("app-frame")
const CHANNEL = "app-bridge"
const listeners = new Map()

/** Tells the app's page something. */
export function say(type, body = {}) {
  frame.contentWindow?.postMessage({ channel: CHANNEL, type, ...body }, data.appOrigin)
}

/** Answers messages of `type`; what `listener` returns (or promises) goes back when the page asked a question. */
export function on(type, listener) {
  listeners.set(type, listener)
}

async function answer(message) {
  try {
    return { ok: true, value: await listeners.get(message.type)?.(message) }
  } catch (error) {
    return { ok: false, error: error.message }
  }
}

addEventListener("message", async (event) => {
  if (event.source !== frame.contentWindow || event.origin !== data.appOrigin) return
  const message = event.data
  if (message?.channel !== CHANNEL) return
  const result = await answer(message)
  if (message.call === undefined) return
  event.source.postMessage({ channel: CHANNEL, reply: message.call, ...result }, data.appOrigin)
})

/** Opens the app, once everything listens. The fragment never reaches the server, so it is added here. */
export function openApp() {
  frame.src = `${data.launchUrl}${location.hash}`
}
