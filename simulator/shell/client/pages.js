import { data, on, say } from "./frame.js"
import { confirmLeaving } from "./save-bar.js"

/** The app's page and the admin's address bar, kept on one another; the app's navigation in the side nav. */
const nav = document.getElementById("app-nav")
const home = document.querySelector("[data-app-home]")
const sideNav = document.getElementById("side-nav")
let appPath = data.appPath

/** "/app/members?q=x" → "/admin/zrance/apps/regulars/members?q=x"; null for what is not a page of the app. */
function toShellPath(path) {
  return /^\/app(?=$|[/?#])/.test(path) ? `${data.base}${path.slice("/app".length)}` : null
}

function markCurrent() {
  const page = appPath.split(/[?#]/)[0]
  const links = [...nav.querySelectorAll("a")]
  const current = links
    .filter((link) => page === link.dataset.appPath || page.startsWith(`${link.dataset.appPath}/`))
    .sort((a, b) => b.dataset.appPath.length - a.dataset.appPath.length)[0]
  for (const link of links) {
    if (link === current) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
}

async function follow(event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  const href = event.currentTarget.dataset.appPath
  if (!(await confirmLeaving())) return
  if (sideNav.matches(":popover-open")) sideNav.hidePopover()
  say("navigate", { href })
}

function drawNav(items) {
  const entries = items.filter((item) => !item.home && toShellPath(item.href))
  nav.replaceChildren(
    ...entries.map((item) => {
      const link = document.createElement("a")
      link.href = toShellPath(item.href)
      link.textContent = item.label
      link.dataset.appPath = item.href
      link.addEventListener("click", follow)
      const entry = document.createElement("li")
      entry.append(link)
      return entry
    }),
  )
  markCurrent()
}

/** Where `shopify://admin/orders/1`, the real admin's addresses and the app's own pages are in this admin. */
function toLocalUrl(text) {
  const url = text
    .replace(/^shopify:(\/\/)?admin/, "")
    .replace(/^https:\/\/(admin\.shopify\.com\/store\/[^/]+|[^/]+\/admin)/, "")
  if (url.startsWith(data.appOrigin)) return toShellPath(url.slice(data.appOrigin.length))
  if (/^https?:/.test(url)) return url
  if (/^\/(orders|customers|products)(?=$|[/?])/.test(url)) return `/desk/${data.handle}${url}`
  if (url.startsWith("/themes/")) return `/admin/${data.handle}${url}`
  return /^\/apps\/[^/]+/.test(url) ? url.replace(/^\/apps\/[^/]+/, data.base) : data.base
}

export function startPages() {
  home.addEventListener("click", follow)
  on("nav", ({ items }) => drawNav(items))
  on("location", ({ path }) => {
    const shellPath = toShellPath(path)
    if (!shellPath) return
    appPath = path
    if (`${location.pathname}${location.search}${location.hash}` !== shellPath) {
      history.replaceState(history.state, "", shellPath)
    }
    markCurrent()
  })
  on("open", ({ url, target }) => {
    const local = toLocalUrl(url)
    if (local && target === "_blank") open(local, "_blank")
    else if (local) location.assign(local)
  })
}
