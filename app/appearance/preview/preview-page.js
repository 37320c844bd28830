// Runs in the preview's frame, before the storefront's own scripts. They ask a server that is not there: it answers with
// samples. Of a new picture only what differs from the one before is taken over, so that scroll, focus, an open panel and
// all that the storefront's scripts have done stay.
;(() => {
  let answers = JSON.parse(document.getElementById("answers").textContent)
  let drawn = document.getElementById("page").innerHTML
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
  const isAlike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName

  // Takes what differs between the pictures `was` and `to` over into `from`, which stands in the page.
  function takeOver(from, was, to, fresh) {
    if (!isAlike(from, was) || !isAlike(was, to)) return from.replaceWith(to)
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (was.data !== to.data) from.data = to.data
      return
    }
    if (fresh && LIVING.includes(from.nodeName)) return from.replaceWith(to)
    for (const name of new Set([...was.getAttributeNames(), ...to.getAttributeNames()])) {
      const value = to.getAttribute(name)
      if (value === was.getAttribute(name)) continue
      if (value === null) from.removeAttribute(name)
      else from.setAttribute(name, value)
    }
    if (from.nodeName === "TEMPLATE") return from.content.replaceChildren(...to.content.childNodes)
    takeOverChildren([...from.childNodes], [...was.childNodes], [...to.childNodes], from, fresh)
  }

  function takeOverChildren(old, was, wanted, from, fresh) {
    for (let index = 0; index < Math.max(was.length, wanted.length); index += 1) {
      if (!wanted[index]) old[index]?.remove()
      else if (!was[index] || !old[index]) from.insertBefore(wanted[index], old[index] ?? null)
      else takeOver(old[index], was[index], wanted[index], fresh)
    }
  }

  function pageOf(html) {
    const template = document.createElement("template")
    template.innerHTML = `<div id="page">${html}</div>`
    return template.content.firstChild
  }

  function show(picture, fresh) {
    answers = picture.answers
    if (fresh) hasJoined = false
    document.documentElement.lang = picture.state.language
    document.documentElement.dataset.theme = picture.state.theme
    takeOver(document.getElementById("page"), pageOf(drawn), pageOf(picture.html), fresh)
    drawn = picture.html
    const launcher = document.querySelector("regulars-launcher")
    if (!launcher?.dialog?.open) return
    launcher.matchTheme()
    const account = launcher.querySelector("regulars-account")
    if (fresh) return launcher.loadAccount()
    // What scripts wrote with words of the page is written again with the new ones.
    if (account?.dataset.state === "member") account.render((hasJoined ? answers.joined : answers.summary).member)
    if (account?.loaded) account.loadHistory()
  }

  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.picture) show(data.picture, data.fresh)
  })
  addEventListener("DOMContentLoaded", () => parent.postMessage({ regularsPreview: "ready" }, "*"))
})()
