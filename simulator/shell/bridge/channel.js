/**
 * The wire between the app's page and the admin shell around it. Both ends speak `{ channel, type, … }`;
 * a question carries `call`, its answer `reply`. The shell is wherever this script was loaded from.
 */
const CHANNEL = "app-bridge"
const ownScript = document.currentScript
export const shellOrigin = ownScript ? new URL(ownScript.src, document.baseURI).origin : location.origin
export const framed = window.parent !== window
export const apiKey = ownScript?.dataset.apiKey ?? document.querySelector('meta[name="shopify-api-key"]')?.content ?? ""

const waiting = new Map()
const listeners = new Map()
let lastCall = 0

/** Tells the shell something; without a shell around the page it does nothing. */
export function tell(type, body = {}) {
  if (framed) window.parent.postMessage({ channel: CHANNEL, type, ...body }, shellOrigin)
}

/** Asks the shell and promises its answer. */
export function ask(type, body = {}) {
  if (!framed) return Promise.reject(new Error(`${type}: this page is not open inside the admin`))
  lastCall += 1
  const call = lastCall
  return new Promise((resolve, reject) => {
    waiting.set(call, { resolve, reject })
    tell(type, { ...body, call })
  })
}

/** Calls `listener` for each message of `type` the shell sends on its own account. */
export function hear(type, listener) {
  listeners.set(type, listener)
}

addEventListener("message", (event) => {
  if (event.source !== window.parent || event.origin !== shellOrigin) return
  const message = event.data
  if (message?.channel !== CHANNEL) return
  if (message.reply === undefined) {
    listeners.get(message.type)?.(message)
    return
  }
  const question = waiting.get(message.reply)
  waiting.delete(message.reply)
  if (message.ok) question?.resolve(message.value)
  else question?.reject(new Error(message.error))
})

// A fresh page: whatever the page before asked the shell to draw is gone.
tell("start")
