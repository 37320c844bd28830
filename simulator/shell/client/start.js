import { data, on, openApp } from "./frame.js"
import { startNotices } from "./notices.js"
import { startPages } from "./pages.js"
import { startSaveBar } from "./save-bar.js"

/** The admin's side: everything listens before the app is opened, so that no word of it is lost. */
async function fetchToken() {
  const response = await fetch(`${data.base}/session-token`, { method: "POST" })
  if (!response.ok) throw new Error("the app is not installed in this shop any more")
  return (await response.json()).token
}

on("id-token", fetchToken)
on("user", () => data.user)
on("scopes", () => data.scopes)
startPages()
startSaveBar()
startNotices()
openApp()
