import { type ServerType, serve } from "@hono/node-server"
import { Hono } from "hono"
import type { Browser, Frame, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { launchBrowser } from "#tests/support/browser.ts"
import { readAppBridgeScript } from "./app-bridge-script.ts"

/** Two tiny origins stand for the admin and the app; the script between them is the real one. */
type Site = { origin: string; close: () => Promise<void> }

function listen(app: Hono): Promise<Site> {
  return new Promise((resolve) => {
    const server: ServerType = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve({
        origin: `http://127.0.0.1:${port}`,
        close: () => new Promise((done) => void server.close(() => done())),
      }),
    )
  })
}

const SHELL_SCRIPT = `
  window.heard = []
  window.tokens = 0
  addEventListener("message", ({ data, source, origin }) => {
    heard.push(data)
    if (data.type === "id-token") {
      tokens += 1
      source.postMessage({ channel: "app-bridge", reply: data.call, ok: true, value: "token-" + tokens }, origin)
    }
    if (data.type === "scopes") {
      source.postMessage({ channel: "app-bridge", reply: data.call, ok: false, error: "not today" }, origin)
    }
  })
  window.say = (message) => frames[0].postMessage({ channel: "app-bridge", ...message }, "*")`

function appPage(shellOrigin: string): string {
  return `<!doctype html><title>App page</title>
    <script data-api-key="the-key" src="${shellOrigin}/app-bridge.js"></script>
    <script>window.shopAtOnce = window.shopify.config.shop</script>
    <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/members">Members</a></ui-nav-menu>
    <ui-title-bar title="Members"><button variant="primary" onclick="window.added = true">Add</button></ui-title-bar>
    <ui-save-bar id="bar">
      <button variant="primary" onclick="window.saved = true"></button>
      <button onclick="window.discarded = true"></button>
    </ui-save-bar>
    <form data-save-bar data-discard-confirmation onsubmit="event.preventDefault(); window.submitted = true">
      <input name="rate" value="1"></form>
    <ui-modal id="ask"><p>Really?</p><ui-title-bar title="Delete"><button variant="primary">Yes</button></ui-title-bar></ui-modal>`
}

let browser: Browser
let shell: Site
let app: Site
let page: Page
let frame: Frame
const requests: { path: string; authorization: string | null }[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  const shellApp = new Hono()
  shell = await listen(shellApp)
  const appApp = new Hono()
  app = await listen(appApp)
  shellApp.get("/app-bridge.js", (c) => c.body(readAppBridgeScript(), 200, { "content-type": "text/javascript" }))
  shellApp.get("/", (c) =>
    c.html(`<!doctype html><script>${SHELL_SCRIPT}</script><iframe src="${app.origin}${c.req.query("open")}"
      name='app-frame:{"shop":"frame-shop.myshopify.com","locale":"bg"}'></iframe>`),
  )
  appApp.get("/app/*", (c) => c.html(appPage(shell.origin)))
  appApp.get("/bounce", (c) => c.html(`<script data-api-key="k" src="${shell.origin}/app-bridge.js"></script>`))
  appApp.all("/data/*", (c) => {
    const authorization = c.req.header("authorization") ?? null
    requests.push({ path: c.req.path, authorization })
    const isStale = c.req.path === "/data/stale" && authorization === "Bearer token-1"
    return isStale ? c.body("", 401, { "X-Shopify-Retry-Invalid-Session-Request": "1" }) : c.text("fresh")
  })
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([shell?.close(), app?.close()])
})

beforeEach(async () => {
  requests.length = 0
  page = await browser.newPage()
  await open("/app/members?shop=url-shop.myshopify.com&host=aG9zdA&locale=ru&q=tea&id_token=old")
})

afterEach(() => page.close())

async function open(path: string): Promise<void> {
  await page.goto(`${shell.origin}/?open=${encodeURIComponent(path)}`)
  frame = page.frames()[1] as Frame
  await frame.waitForLoadState()
}

/** What the shell was told last about `type`, waiting until it was told at all (and `ready` agrees). */
async function heard<T>(type: string, ready = "true"): Promise<T> {
  const handle = await page.waitForFunction(
    ([wanted, condition]) => {
      const last = (window as unknown as { heard: { type: string }[] }).heard.findLast((m) => m.type === wanted)
      return last && new Function("m", `return ${condition}`)(last) ? last : null
    },
    [type, ready] as const,
  )
  return (await handle.jsonValue()) as T
}

const say = (message: object) => page.evaluate((m) => (window as unknown as { say(m: object): void }).say(m), message)
const inApp = (code: string) => frame.evaluate(code)

describe("App Bridge's stand-in", () => {
  it("is there before the page's own scripts, with the shop, host and language of the address", async () => {
    expect(await inApp("window.shopAtOnce")).toBe("url-shop.myshopify.com")
    expect(await inApp("shopify.config")).toEqual({
      apiKey: "the-key",
      shop: "url-shop.myshopify.com",
      host: "aG9zdA",
      locale: "ru",
    })
    expect(await inApp("shopify.environment.embedded")).toBe(true)
  })

  it("still knows the shop on a page the app reached by its own links", async () => {
    await open("/app/members")
    expect(await inApp("[shopify.config.shop, shopify.config.locale]")).toEqual(["frame-shop.myshopify.com", "bg"])
  })

  it("asks the admin for a session token and passes its refusals on", async () => {
    expect(await inApp("shopify.idToken()")).toBe("token-1")
    await expect(inApp("shopify.scopes.query()")).rejects.toThrow("not today")
    await expect(inApp("shopify.resourcePicker({ type: 'product' })")).rejects.toThrow(
      "not part of the local simulator",
    )
  })

  it("signs requests to the app's own server, and repeats one whose token was stale", async () => {
    const text = "fetch('/data/stale', { method: 'POST', body: 'x' }).then((r) => r.text())"
    expect(await inApp(text)).toBe("fresh")
    expect(requests.map((request) => request.authorization)).toEqual(["Bearer token-1", "Bearer token-2"])
    await inApp(`fetch('${shell.origin}/app-bridge.js', { mode: 'no-cors' })`)
    expect(await page.evaluate("tokens")).toBe(2)
  })

  it("comes back from the bounce page with a token", async () => {
    const back = `${app.origin}/app/orders?shop=url-shop.myshopify.com`
    await page.goto(`${shell.origin}/?open=${encodeURIComponent(`/bounce?shopify-reload=${encodeURIComponent(back)}`)}`)
    frame = page.frames()[1] as Frame
    await frame.waitForURL(/\/app\/orders/)
    expect(new URL(frame.url()).searchParams.get("id_token")).toBe("token-1")
  })

  it("tells the admin the app's navigation and page, without the launch parameters", async () => {
    expect(await heard("nav", "m.items.length === 2")).toMatchObject({
      items: [
        { href: "/app", home: true, label: "Home" },
        { href: "/app/members", home: false, label: "Members" },
      ],
    })
    expect(await heard("location")).toMatchObject({ path: "/app/members?q=tea" })
    await inApp("history.pushState({}, '', '/app/orders/5?shop=x')")
    expect(await heard("location", "m.path !== '/app/members?q=tea'")).toMatchObject({ path: "/app/orders/5" })
  })

  it("lets the framework follow the admin's links, and moves the page itself where there is none", async () => {
    await inApp("addEventListener('shopify:navigate', (e) => { window.went = e.target.getAttribute('href') })")
    await say({ type: "navigate", href: "/app/members" })
    await frame.waitForFunction("window.went === '/app/members'")
    await open("/app/members")
    await say({ type: "navigate", href: "/app/programme" })
    await frame.waitForURL(/\/app\/programme$/)
  })

  it("draws title bar actions in the admin and presses the page's own buttons", async () => {
    expect(await heard("title-bar", "m.actions.length === 1")).toMatchObject({
      title: "Members",
      actions: [{ kind: "primary", label: "Add", index: 0 }],
    })
    await say({ type: "title-bar-action", index: 0 })
    await frame.waitForFunction("window.added")
  })

  it("shows the save bar and wires both of its buttons back", async () => {
    await inApp("shopify.saveBar.show('bar')")
    expect(await heard("save-bar")).toMatchObject({ open: true, saveDisabled: false })
    await say({ type: "save-bar-action", action: "save" })
    await frame.waitForFunction("window.saved")
    await say({ type: "save-bar-action", action: "discard" })
    await frame.waitForFunction("window.discarded")
    await inApp("document.querySelector('#bar button').setAttribute('loading', '')")
    expect(await heard("save-bar", "m.saveLoading")).toMatchObject({ open: true })
    await inApp("shopify.saveBar.hide('bar')")
    expect(await heard("save-bar", "!m.open")).toMatchObject({ open: false })
  })

  it("watches forms marked data-save-bar: change shows, saving submits, discarding resets", async () => {
    await frame.fill("input[name=rate]", "2")
    expect(await heard("save-bar")).toMatchObject({ open: true, discardConfirmation: true })
    await say({ type: "save-bar-action", action: "discard" })
    await heard("save-bar", "!m.open")
    expect(await frame.inputValue("input[name=rate]")).toBe("1")
    await frame.fill("input[name=rate]", "3")
    await heard("save-bar", "m.open")
    await say({ type: "save-bar-action", action: "save" })
    await frame.waitForFunction("window.submitted")
    await heard("save-bar", "!m.open")
  })

  it("opens a modal as a dialog that closes with Escape", async () => {
    await inApp("shopify.modal.show('ask')")
    await frame.getByRole("dialog", { name: "Delete" }).getByText("Really?").waitFor()
    await page.keyboard.press("Escape")
    await frame.waitForFunction("!document.querySelector('dialog')")
  })

  it("listens to nobody but the admin", async () => {
    await inApp("postMessage({ channel: 'app-bridge', type: 'save-bar-action', action: 'save' }, '*')")
    await inApp("postMessage({ channel: 'app-bridge', type: 'title-bar-action', index: 0 }, '*')")
    await inApp("new Promise((done) => setTimeout(done, 50))")
    expect(await inApp("window.added")).toBeUndefined()
  })
})
