// Runs in the preview's frame, before the storefront's own scripts. They ask a server that is not there: it answers with
// samples. A new picture comes as a message and is laid over the old one, so that scroll, focus and an open panel stay.
;(() => {
  let answers = JSON.parse(document.getElementById("answers").textContent)
  let hasJoined = false

  window.fetch = async (address) => {
    const asked = String(address).split("?")[0].split("/").at(-1)
    if (asked === "join") hasJoined = true
    const answer = asked === "summary" && hasJoined ? answers.joined : (answers[asked] ?? {})
    return new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } })
  }

  // Nothing leads out of the preview.
  document.addEventListener("click", (event) => event.target.closest?.("a[href]") && event.preventDefault(), true)
  document.addEventListener("submit", (event) => event.preventDefault(), true)

  // Elements that keep something of their own; in another language or for another shopper they begin anew.
  const LIVING = ["REGULARS-ACCOUNT", "REGULARS-POINTS"]
  // What scripts have changed meanwhile and the picture knows nothing of.
  const isOwn = (element, name) =>
    name === "open" || (name === "style" && element.nodeName === "DIALOG") || name === "aria-busy"
  const isLived = (element, name) =>
    (name === "hidden" || name === "data-state") && element.closest("regulars-account") !== null

  function lay(from, to, fresh) {
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) return from.replaceWith(to)
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.data !== to.data) from.data = to.data
      return
    }
    if (fresh && LIVING.includes(from.nodeName)) return from.replaceWith(to)
    layAttributes(from, to, fresh)
    if (from.nodeName === "TEMPLATE") return from.content.replaceChildren(...to.content.childNodes)
    if (from.dataset.part === "entries") return
    const old = [...from.childNodes]
    const wanted = [...to.childNodes]
    for (const [index, node] of wanted.entries()) {
      if (old[index]) lay(old[index], node, fresh)
      else from.append(node)
    }
    for (const node of old.slice(wanted.length)) node.remove()
  }

  function layAttributes(from, to, fresh) {
    const kept = (name) => isOwn(from, name) || (!fresh && isLived(from, name))
    for (const { name, value } of to.attributes) {
      if (!kept(name) && from.getAttribute(name) !== value) from.setAttribute(name, value)
    }
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !kept(name)) from.removeAttribute(name)
  }

  function show(picture, fresh) {
    answers = picture.answers
    if (fresh) hasJoined = false
    const next = document.createElement("template")
    next.innerHTML = picture.html
    const page = document.createElement("div")
    page.id = "page"
    page.append(next.content)
    document.documentElement.lang = picture.state.language
    document.documentElement.dataset.theme = picture.state.theme
    lay(document.getElementById("page"), page, fresh)
    const launcher = document.querySelector("regulars-launcher")
    if (!launcher?.dialog?.open) return
    launcher.matchTheme()
    const account = launcher.querySelector("regulars-account")
    if (fresh) return launcher.loadAccount()
    if (account?.dataset.state === "member") account.render((hasJoined ? answers.joined : answers.summary).member)
    if (account?.loaded) account.loadHistory()
  }

  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.picture) show(data.picture, data.fresh)
  })
  addEventListener("DOMContentLoaded", () => parent.postMessage({ regularsPreview: "ready" }, "*"))
})()
