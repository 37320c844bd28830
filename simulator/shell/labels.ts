/** The admin's own words. The app brings its own language; the desk speaks English only. */
export const SHELL_LOCALES = ["en", "bg", "ru"] as const
export type ShellLocale = (typeof SHELL_LOCALES)[number]

const en = {
  apps: "Apps",
  cancel: "Cancel",
  clock: "World clock",
  close: "Close",
  customers: "Customers",
  discard: "Discard",
  discardAsk: "Discard all unsaved changes?",
  hour: "+1 hour",
  day: "+1 day",
  twoWeeks: "+14 days",
  month: "+30 days",
  install: "Install",
  installAsk: "Regulars asks to be installed in this shop",
  installScopes: "It asks for these scopes:",
  keepEditing: "Keep editing",
  language: "Language",
  leave: "Leave page",
  leaveAsk: "Leave this page? Unsaved changes will be lost.",
  menu: "Menu",
  more: "More actions",
  notInstalled: "The app is not installed",
  orders: "Orders",
  overview: "Overview",
  products: "Products",
  save: "Save",
  saving: "Saving…",
  skip: "Skip to content",
  storefront: "Storefront",
  theme: "Theme",
  uninstall: "Uninstall",
  uninstallAsk: "Uninstall Regulars? Its access ends at once, and it is told so.",
  unsaved: "Unsaved changes",
}

export type ShellLabels = typeof en

const bg: ShellLabels = {
  apps: "Приложения",
  cancel: "Отказ",
  clock: "Часовник на света",
  close: "Затваряне",
  customers: "Клиенти",
  discard: "Отхвърляне",
  discardAsk: "Да се отхвърлят ли всички незапазени промени?",
  hour: "+1 час",
  day: "+1 ден",
  twoWeeks: "+14 дни",
  month: "+30 дни",
  install: "Инсталиране",
  installAsk: "Regulars иска да бъде инсталирано в този магазин",
  installScopes: "Иска следните права:",
  keepEditing: "Продължаване на редакцията",
  language: "Език",
  leave: "Напускане",
  leaveAsk: "Да напуснем ли страницата? Незапазените промени ще се загубят.",
  menu: "Меню",
  more: "Още действия",
  notInstalled: "Приложението не е инсталирано",
  orders: "Поръчки",
  overview: "Преглед",
  products: "Продукти",
  save: "Запазване",
  saving: "Запазва се…",
  skip: "Към съдържанието",
  storefront: "Онлайн магазин",
  theme: "Тема",
  uninstall: "Деинсталиране",
  uninstallAsk: "Да се деинсталира ли Regulars? Достъпът му спира веднага и то бива уведомено.",
  unsaved: "Незапазени промени",
}

const ru: ShellLabels = {
  apps: "Приложения",
  cancel: "Отмена",
  clock: "Часы мира",
  close: "Закрыть",
  customers: "Клиенты",
  discard: "Отменить",
  discardAsk: "Отменить все несохранённые изменения?",
  hour: "+1 час",
  day: "+1 день",
  twoWeeks: "+14 дней",
  month: "+30 дней",
  install: "Установить",
  installAsk: "Regulars просит установить себя в этом магазине",
  installScopes: "Оно просит такие права:",
  keepEditing: "Продолжить правку",
  language: "Язык",
  leave: "Уйти",
  leaveAsk: "Уйти со страницы? Несохранённые изменения пропадут.",
  menu: "Меню",
  more: "Другие действия",
  notInstalled: "Приложение не установлено",
  orders: "Заказы",
  overview: "Обзор",
  products: "Товары",
  save: "Сохранить",
  saving: "Сохранение…",
  skip: "К содержанию",
  storefront: "Витрина",
  theme: "Тема",
  uninstall: "Удалить",
  uninstallAsk: "Удалить Regulars? Его доступ закончится сразу, и оно об этом узнает.",
  unsaved: "Несохранённые изменения",
}

const LABELS: Record<ShellLocale, ShellLabels> = { en, bg, ru }

export function shellLabels(locale: ShellLocale): ShellLabels {
  return LABELS[locale]
}

/** The language asked for, or null when it is none of ours. */
export function readLocale(value: string | undefined): ShellLocale | null {
  return SHELL_LOCALES.find((locale) => locale === value) ?? null
}
