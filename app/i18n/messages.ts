import type admin from "./locales/en/admin.json"
import type earning from "./locales/en/earning.json"
import type errors from "./locales/en/errors.json"
import type expiry from "./locales/en/expiry.json"
import type explain from "./locales/en/explain.json"
import type liability from "./locales/en/liability.json"
import type occasions from "./locales/en/occasions.json"
import type rewards from "./locales/en/rewards.json"
import type statement from "./locales/en/statement.json"
import type tiers from "./locales/en/tiers.json"
import type work from "./locales/en/work.json"
import type { TextValues } from "./text-values.generated.ts"

/** The namespaces: `admin` (the default), `earning` (rules for orders), `errors`, `expiry` (points that expire), `explain` (why an order earned), `liability` (points owed to members), `occasions` (days members keep), `rewards` (what points buy), `statement` (a member's history), `tiers`, `work` (what failed). */
export type Messages = {
  admin: typeof admin
  earning: typeof earning
  errors: typeof errors
  expiry: typeof expiry
  explain: typeof explain
  liability: typeof liability
  occasions: typeof occasions
  rewards: typeof rewards
  statement: typeof statement
  tiers: typeof tiers
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
  | `earning:${Leaf<Messages["earning"]>}`
  | `errors:${Leaf<Messages["errors"]>}`
  | `expiry:${Leaf<Messages["expiry"]>}`
  | `explain:${Leaf<Messages["explain"]>}`
  | `liability:${Leaf<Messages["liability"]>}`
  | `occasions:${Leaf<Messages["occasions"]>}`
  | `rewards:${Leaf<Messages["rewards"]>}`
  | `statement:${Leaf<Messages["statement"]>}`
  | `tiers:${Leaf<Messages["tiers"]>}`
  | `work:${Leaf<Messages["work"]>}`

export type TextParams = Record<string, string | number>

/** The keys whose texts need no values. */
export type PlainKey = Exclude<TextKey, keyof TextValues>

type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** A key that is one of several (`t(\`work:kinds.${kind}\`)`) needs the values of all of them. */
type ValuesOf<Key extends TextKey> = [Key] extends [PlainKey]
  ? []
  : [values: Together<Key extends keyof TextValues ? TextValues[Key] : unknown>]

/** A key and the values its text needs; `count` chooses the plural and is written with the language's digits. */
export type Translate = <Key extends TextKey>(key: Key, ...values: ValuesOf<Key>) => string

/** Words for a key made of a stored code, or null: a newer version may have stored a code that has none here. */
export type TranslateCode = (key: string, values?: TextParams) => string | null
