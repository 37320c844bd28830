import { gzipSync } from "node:zlib"
import { signWebhook } from "#app/shopify/webhook-signature.server.ts"
import { readSample, toWire } from "#tests/support/webhook-samples.ts"
import { type Attack, type Attacker, requestBytes, type Target } from "./attack.ts"
import { nastyJson, nastyText } from "./nasty.ts"
import type { Random } from "./random.ts"

/** Hostile deliveries: forged ones, and signed ones whose payloads no honest shop would send. */

type Parts = { topic: string; body: Buffer; signed?: boolean; headers?: [string, string][]; shop?: string }

const DESTRUCTIVE = new Set(["app/uninstalled", "shop/redact"])
const FEW_IDS = 300
const samples = new Map<string, string>()

export const webhookAttacks: Record<string, Attacker> = {
  "signed, a value replaced": (target, random) => deliver(target, random, mutated(target, random, 1)),
  "signed, many values replaced": (target, random) => deliver(target, random, mutated(target, random, 12)),
  "signed, fields cut out": (target, random) => deliver(target, random, cut(target, random)),
  "signed, broken text": (target, random) => deliver(target, random, broken(target, random)),
  "signed, odd bytes": (target, random) => deliver(target, random, oddBytes(target, random)),
  "signed, keys twice": (target, random) => deliver(target, random, doubled(target, random)),
  "signed, strange headers": (target, random) => {
    const name = random.pick([
      "X-Shopify-Topic",
      "X-Shopify-Shop-Domain",
      "X-Shopify-Event-Id",
      "X-Shopify-Api-Version",
      "X-Shopify-Triggered-At",
      "Content-Type",
      "Content-Encoding",
    ])
    const value = Buffer.from(nastyText(random).replace(/[\r\n\0]/g, ""), "utf8").toString("latin1")
    return deliver(target, random, { ...plain(target, random), headers: [[name, value]] })
  },
  "signed, said to be gzip": (target, random) => {
    const { topic, body } = plain(target, random)
    return deliver(target, random, {
      topic,
      body: random.once(2) ? gzipSync(body) : body,
      headers: [["Content-Encoding", "gzip"]],
    })
  },
  "wrong signature": (target, random) => deliver(target, random, { ...plain(target, random), signed: false }, [401]),
  "wrong signature for another shop": (target, random) =>
    deliver(target, random, { ...plain(target, random), signed: false, shop: target.victim }, [401]),
  "no signature": (target, random) => {
    const bytes = requestBytes(
      target,
      random,
      { method: "POST", path: "/webhooks", headers: [["X-Shopify-Topic", "orders/create"]] },
      "{}",
    )
    return { door: "webhooks", kind: "", pieces: [bytes], expect: [400] }
  },
  "another method": (target, random) => {
    const method = random.pick(["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
    return {
      door: "webhooks",
      kind: "",
      pieces: [requestBytes(target, random, { method, path: "/webhooks" })],
      expect: [405],
    }
  },
}

function deliver(target: Target, random: Random, parts: Parts, expect?: number[]): Attack {
  const { topic, body, signed = true, headers = [] } = parts
  const shop = parts.shop ?? (DESTRUCTIVE.has(topic) ? target.doomed : target.shop)
  const signature = signWebhook(signed ? body : Buffer.concat([body, Buffer.from(" ")]), target.apiSecret)
  const all = new Map([
    ["Content-Type", "application/json"],
    ["X-Shopify-Topic", topic],
    ["X-Shopify-Shop-Domain", shop],
    ["X-Shopify-Api-Version", "2026-07"],
    ["X-Shopify-Webhook-Id", `w-${random.below(2 ** 31)}`],
    ["X-Shopify-Event-Id", `e-${random.below(2 ** 31)}`],
    ["X-Shopify-Triggered-At", "2026-03-01T10:00:00.000Z"],
    ["X-Shopify-Hmac-Sha256", signed || random.once(2) ? signature : nastyText(random).replace(/[^\x20-\x7e]/g, "")],
    ...headers,
  ])
  const bytes = requestBytes(target, random, { method: "POST", path: "/webhooks", headers: [...all] }, body)
  return { door: "webhooks", kind: "", pieces: [bytes], expect: signed ? undefined : expect && [...expect, 400] }
}

/** Topics that tear a shop down are rare, so that what else comes for it is looked at. */
function chooseTopic(target: Target, random: Random): string {
  const topic = random.pick(target.topics)
  return DESTRUCTIVE.has(topic) && !random.once(4) ? "orders/updated" : topic
}

function plain(target: Target, random: Random): { topic: string; body: Buffer } {
  const topic = chooseTopic(target, random)
  return { topic, body: Buffer.from(sampleText(topic, random)) }
}

/** A documented sample with an id out of few, so that deliveries meet each other's rows. */
function sampleText(topic: string, random: Random): string {
  let text = samples.get(topic)
  if (text === undefined) {
    text = toWire(readKnownSample(topic))
    samples.set(topic, text)
  }
  const own = /"id":(\d+)/.exec(text)?.[1]
  return own ? text.replaceAll(own, String(8_100_000_000_000 + random.below(FEW_IDS))) : text
}

function readKnownSample(topic: string): unknown {
  try {
    return readSample(topic)
  } catch {
    return { id: 1, admin_graphql_api_id: "gid://shopify/Order/1" }
  }
}

function mutated(target: Target, random: Random, times: number): { topic: string; body: Buffer } {
  const { topic, body } = plain(target, random)
  let text = body.toString("utf8")
  for (let time = 0; time < times; time += 1) text = replaceValue(text, random)
  return { topic, body: Buffer.from(text) }
}

/** Puts something nasty where a plain value stands. */
function replaceValue(text: string, random: Random): string {
  const from = random.below(text.length)
  const at = text.indexOf('":', from)
  if (at < 0) return text
  const end = /^":\s*("(?:[^"\\]|\\.)*"|[-\d.eE+]+|true|false|null)/.exec(text.slice(at, at + 500))?.[0].length
  return end ? `${text.slice(0, at)}":${nastyJson(random)}${text.slice(at + end)}` : text
}

function cut(target: Target, random: Random): { topic: string; body: Buffer } {
  const { topic, body } = plain(target, random)
  const kept = Object.entries(JSON.parse(body.toString("utf8"))).filter(() => !random.once(3))
  return { topic, body: Buffer.from(JSON.stringify(Object.fromEntries(kept))) }
}

function broken(target: Target, random: Random): { topic: string; body: Buffer } {
  const { topic, body } = plain(target, random)
  const whole = random.pick([
    nastyJson(random),
    `[${body}]`,
    `${body}${body}`,
    `${body} x`,
    "",
    "\ufeff{}",
    `{"a":1,}`,
    "{'a':1}",
  ])
  return { topic, body: random.once(2) ? body.subarray(0, random.below(body.length)) : Buffer.from(whole) }
}

function oddBytes(target: Target, random: Random): { topic: string; body: Buffer } {
  const { topic, body } = plain(target, random)
  const odd = Buffer.from(body)
  for (let time = 0; time < 1 + random.below(8); time += 1)
    odd[random.below(odd.length)] = random.pick([0, 0x7f, 0xff, 0xfe, 0xc0, 0xed, 0x22, 0x5c, 0x7d])
  return { topic, body: random.once(6) ? Buffer.from(body.toString("utf8"), "utf16le") : odd }
}

function doubled(target: Target, random: Random): { topic: string; body: Buffer } {
  const { topic, body } = plain(target, random)
  const extra = random.pick([
    "id",
    "admin_graphql_api_id",
    "customer",
    "line_items",
    "updated_at",
    "total_price",
    "__proto__",
  ])
  return { topic, body: Buffer.from(`{"${extra}":${nastyJson(random)},${body.subarray(1)}`) }
}
