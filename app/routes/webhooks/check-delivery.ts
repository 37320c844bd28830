import { isUtf8 } from "node:buffer"
import { AppError } from "#app/lib/errors.ts"
import { findJsonFault } from "#app/lib/json-scan.ts"

/** What a delivery says about itself in its headers. */
export type DeliveryHeaders = {
  shop: string
  topic: string
  dedupKey: string
  apiVersion: string
  triggeredAt: Date | null
}

type Headers = Record<string, string | string[] | undefined>

const SHOP = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/
// Most topics are "orders/paid"; a few, as customer.tags_added, are written with a dot.
const TOPIC = /^[a-z0-9_]{1,50}([/.][a-z0-9_]{1,50}){1,2}$/
const VERSION = /^[a-z0-9-]{1,20}$/
const KEY = /^[\x21-\x7e]{1,200}$/
const DEEPEST = 64

/** Reads the headers Shopify sends with every webhook. Throws AppError bad_request when one is missing or malformed. */
export function readDeliveryHeaders(headers: Headers): DeliveryHeaders {
  const eventId = headers["x-shopify-event-id"]
  return {
    shop: required(headers, "x-shopify-shop-domain", SHOP),
    topic: required(headers, "x-shopify-topic", TOPIC),
    dedupKey: eventId ? required(headers, "x-shopify-event-id", KEY) : required(headers, "x-shopify-webhook-id", KEY),
    apiVersion: required(headers, "x-shopify-api-version", VERSION),
    triggeredAt: readMoment(headers["x-shopify-triggered-at"]),
  }
}

function required(headers: Headers, name: string, pattern: RegExp): string {
  const value = headers[name]
  if (typeof value !== "string" || value === "") throw new AppError("bad_request", `header ${name} is missing`)
  if (!pattern.test(value)) throw new AppError("bad_request", `header ${name} is malformed`)
  return value
}

function readMoment(value: string | string[] | undefined): Date | null {
  const at = new Date(typeof value === "string" ? value : Number.NaN)
  const year = at.getUTCFullYear()
  return year >= 1970 && year <= 9999 ? at : null
}

/** Refuses (AppError bad_request) a body that is not a JSON object in UTF-8, or nested deeper than our readers follow. */
export function requireJsonObject(body: Buffer): void {
  if (!isUtf8(body)) throw new AppError("bad_request", "the body is not UTF-8")
  const fault = findJsonFault(body, DEEPEST)
  if (fault === "too_deep") throw new AppError("bad_request", "the body is nested too deeply")
  if (fault) throw new AppError("bad_request", "the body is not a JSON object")
}
