import type admin from "./locales/en/admin.json"
import type errors from "./locales/en/errors.json"
import type explain from "./locales/en/explain.json"
import type statement from "./locales/en/statement.json"
import type work from "./locales/en/work.json"

/** The namespaces: `admin` (the default), `errors`, `explain` (why an order earned), `statement` (a member's history), `work` (what failed). */
export type Messages = {
  admin: typeof admin
  errors: typeof errors
  explain: typeof explain
  statement: typeof statement
  work: typeof work
}

type Singular<K extends string> = K extends `${infer Base}_${"zero" | "one" | "two" | "few" | "many" | "other"}`
  ? Base
  : K

type Leaf<T, Path extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Singular<K>}` : Leaf<T[K], `${Path}${K}.`>
}[keyof T & string]

/** Every key there is: plain for admin ("home.title"), with its namespace otherwise ("errors:required"). */
export type TextKey =
  | Leaf<Messages["admin"]>
  | `errors:${Leaf<Messages["errors"]>}`
  | `explain:${Leaf<Messages["explain"]>}`
  | `statement:${Leaf<Messages["statement"]>}`
  | `work:${Leaf<Messages["work"]>}`

export type TextParams = Record<string, string | number>

/** A key and what it names to a text; `count` chooses the plural and is written with the language's digits. */
export type Translate = (key: TextKey, params?: TextParams) => string
