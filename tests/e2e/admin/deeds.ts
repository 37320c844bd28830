import type { Frame, Locator, Page } from "playwright-core"
import type { Translate } from "#app/i18n/messages.ts"
import { change, firstField } from "../built-for-shopify/sight.ts"
import type { Filled } from "./fill-shop.ts"

/** Where somebody does something: the window, the app's frame in it, and the words of their language. */
export type Place = { page: Page; frame: Frame; t: Translate }

/** Something that a page lets one do. `press`: what is pressed in the end, after all that leads to it. */
export type Deed = { name: string; at: string; press: (place: Place) => Promise<Locator> }

const button = ({ frame, t }: Place, key: Parameters<Translate>[0]) =>
  frame.getByRole("button", { name: t(key as "common.save"), exact: true }).first()

const inDialog = ({ frame, t }: Place, key: Parameters<Translate>[0]) =>
  frame.getByRole("dialog").getByRole("button", { name: t(key as "common.save"), exact: true })

/** Changes the page's first field and saves by Shopify's bar. */
const save = async ({ page, frame }: Place) => {
  const field = await firstField(frame)
  if (!field) throw new Error("nothing can be edited here")
  await change(field)
  return page.locator("#save-bar-save")
}

/** Asked for by the button, done by that of its dialog. */
const asked =
  (ask: Parameters<Translate>[0], then = ask) =>
  async (place: Place) => {
    await button(place, ask).click()
    return inDialog(place, then)
  }

/** Everything that the admin lets one do, in three rows: those of one row follow from one another. */
export const deedsOf = (shop: Filled): Deed[][] => [
  [
    { name: "save the programme", at: "/programme", press: save },
    { name: "publish the programme", at: "/programme", press: asked("programme.publish") },
    { name: "pause", at: "/programme", press: asked("programme.pause.start") },
    { name: "take the pause back", at: "/programme", press: asked("programme.pause.undo") },
    { name: "say what points are worth", at: "/liability", press: save },
    { name: "download a file", at: "/privacy", press: async (place) => button(place, "privacy.downloadPage") },
  ],
  [
    { name: "change points", at: `/members/${shop.memberId}`, press: givePoints },
    {
      name: "put days right",
      at: `/members/${shop.memberId}`,
      press: asked("occasions:member.edit", "occasions:member.save"),
    },
    { name: "give a tier", at: `/members/${shop.memberId}`, press: giveTier },
    { name: "enrol", at: `/members/${shop.guestId}`, press: async (place) => button(place, "member.enrol") },
    { name: "save a view", at: "/members?tier=none", press: nameView },
    { name: "try again", at: `/work/${shop.workId}`, press: async (place) => button(place, "work:verbs.retry") },
  ],
  [
    { name: "save the look", at: "/appearance", press: save },
    { name: "publish the look", at: "/appearance", press: async (place) => button(place, "appearance.publish") },
    { name: "hide the guide", at: "", press: async (place) => button(place, "setup.hide") },
    { name: "show the guide", at: "", press: async (place) => button(place, "setup.show") },
    { name: "import orders", at: "/import-orders", press: async (place) => button(place, "import.start") },
  ],
]

async function givePoints(place: Place): Promise<Locator> {
  await place.frame.getByRole("textbox", { name: place.t("goodwill.points") }).fill("7")
  await place.frame.getByRole("textbox", { name: place.t("goodwill.reason") }).fill("Закъсняла пратка")
  return button(place, "goodwill.submit")
}

async function giveTier(place: Place): Promise<Locator> {
  await button(place, "tiers:manual.open").click()
  const dialog = place.frame.getByRole("dialog")
  await dialog.getByLabel(place.t("tiers:manual.until"), { exact: true }).fill("2099-12-31")
  await dialog.getByRole("textbox", { name: place.t("tiers:manual.reason") }).fill("Приятел на къщата")
  return inDialog(place, "tiers:manual.open")
}

async function nameView(place: Place): Promise<Locator> {
  await button(place, "lists.views.save").click()
  await place.frame.getByRole("textbox", { name: place.t("lists.views.name"), exact: true }).fill("Без ниво")
  return inDialog(place, "common.save")
}
