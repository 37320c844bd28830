import type { ShellLocale } from "../shell/labels.ts"

const en = {
  title: "Theme editor",
  about: "What Shopify’s own editor would do with the app’s blocks. Nothing changes in the shop before you save.",
  embeds: "App embeds",
  blocks: "App blocks in templates",
  save: "Save",
  saved: "Saved: the shop shows it now.",
  ready: "Ready as the app asked for it. Save to keep it.",
  unknownApp: "The link names an app that is not installed here.",
  unknownPlace: "This theme has no place for that block.",
  back: "Back to the app",
  see: "See it in the shop",
  launcher: "Rewards launcher",
  "points-on-product": "Points on the product",
  "points-in-cart": "Points in the cart",
  loyalty: "Loyalty card",
  account: "Member’s account",
  index: "Home page",
  product: "Product page",
  cart: "Cart",
  "page.rewards": "Page “Rewards”",
  "customers/account": "Account page",
}

export type EditorWords = typeof en

const bg: EditorWords = {
  title: "Редактор на темата",
  about:
    "Това, което собственият редактор на Shopify би направил с блоковете на приложението. В магазина нищо не се променя, преди да запазите.",
  embeds: "Вградени приложения",
  blocks: "Блокове на приложението в шаблоните",
  save: "Запазване",
  saved: "Запазено: магазинът вече го показва.",
  ready: "Готово, както приложението го поиска. Запазете, за да остане.",
  unknownApp: "Връзката сочи към приложение, което не е инсталирано тук.",
  unknownPlace: "Тази тема няма място за този блок.",
  back: "Назад към приложението",
  see: "Вижте го в магазина",
  launcher: "Бутон за награди",
  "points-on-product": "Точки при продукта",
  "points-in-cart": "Точки в количката",
  loyalty: "Карта за лоялност",
  account: "Профил на члена",
  index: "Начална страница",
  product: "Страница на продукт",
  cart: "Количка",
  "page.rewards": "Страница „Награди“",
  "customers/account": "Страница на профила",
}

const ru: EditorWords = {
  title: "Редактор темы",
  about:
    "То, что собственный редактор Shopify сделал бы с блоками приложения. Пока вы не сохраните, в магазине ничего не меняется.",
  embeds: "Встроенные приложения",
  blocks: "Блоки приложения в шаблонах",
  save: "Сохранить",
  saved: "Сохранено: магазин уже показывает это.",
  ready: "Готово, как просило приложение. Сохраните, чтобы оставить.",
  unknownApp: "Ссылка называет приложение, которое здесь не установлено.",
  unknownPlace: "В этой теме нет места для такого блока.",
  back: "Назад к приложению",
  see: "Посмотреть в магазине",
  launcher: "Кнопка наград",
  "points-on-product": "Баллы у товара",
  "points-in-cart": "Баллы в корзине",
  loyalty: "Карта лояльности",
  account: "Профиль участника",
  index: "Главная страница",
  product: "Страница товара",
  cart: "Корзина",
  "page.rewards": "Страница «Награды»",
  "customers/account": "Страница профиля",
}

/** The editor's words in the admin's language. */
export const EDITOR_WORDS: Record<ShellLocale, EditorWords> = { en, bg, ru }
