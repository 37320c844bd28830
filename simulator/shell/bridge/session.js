import { apiKey, ask, framed, shellOrigin, tell } from "./channel.js"

/**
 * Who is looking: from the address of the page, and after the app has followed its own links, from the name
 * the shell gave the frame. No storage is needed, so browsers that wall off third parties change nothing.
 */
function frameName() {
  try {
    return JSON.parse(window.name.replace(/^app-frame:/, ""))
  } catch {
    return {}
  }
}

const address = new URL(location.href)
const remembered = frameName()

export const config = {
  apiKey,
  shop: address.searchParams.get("shop") ?? remembered.shop,
  host: address.searchParams.get("host") ?? remembered.host,
  locale: address.searchParams.get("locale") ?? remembered.locale ?? "en",
}

export function idToken() {
  return ask("id-token")
}

/** The library's bounce page carries the address to come back to, now with a token. */
async function bounceBack() {
  const target = new URL(address.searchParams.get("shopify-reload"), location.href)
  if (target.origin !== location.origin) return
  target.searchParams.set("id_token", await idToken())
  location.replace(target)
}

if (framed && address.searchParams.has("shopify-reload")) bounceBack()

const nativeFetch = window.fetch.bind(window)

async function withToken(request) {
  const headers = new Headers(request.headers)
  headers.set("Authorization", `Bearer ${await idToken()}`)
  headers.set("X-Requested-With", "XMLHttpRequest")
  return new Request(request, { headers })
}

/** Requests to the app's own server carry a fresh token; one that was refused as stale is repeated once. */
window.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, document.baseURI)
  if (!framed || url.origin !== location.origin) return nativeFetch(input, init)
  const request = new Request(input, init)
  if (request.headers.has("Authorization")) return nativeFetch(request)
  const spare = request.clone()
  let response = await nativeFetch(await withToken(request))
  if (response.headers.get("X-Shopify-Retry-Invalid-Session-Request")) {
    response = await nativeFetch(await withToken(spare))
  }
  const reauthorizeUrl = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url")
  if (reauthorizeUrl) tell("open", { url: new URL(reauthorizeUrl, location.href).href })
  return response
}

export const bridgeOrigin = shellOrigin
