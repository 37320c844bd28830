import { randomUUID } from "node:crypto"
import { connect, type Socket } from "node:net"
import { parseArgs } from "node:util"
import { orderBody } from "./order-bodies.ts"
import { isComplete, type SignedRequest, send, signOrder } from "./signed-requests.ts"

// A load of signed orders, in a process of its own. Without --rate each connection sends when the one before was answered
// (closed loop). With --rate as many are sent every second, whatever the answers (open loop): an answer's time then counts
// from the moment it should have been sent, so that a server that stalls is not spared. Ends after --seconds, or when its
// standard input ends. Prints one JSON line.

export type LoadResult = { answered: number; accepted: number; seconds: number; p99Ms: number }

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    secret: { type: "string" },
    seconds: { type: "string" },
    connections: { type: "string" },
    rate: { type: "string" },
    /** Shops in turn, separated by commas. */
    shops: { type: "string" },
    /** Number of the first order: every order is another one. */
    first: { type: "string" },
  },
})
const port = Number(values.port)
const secret = values.secret ?? ""
const shops = (values.shops ?? "bench.myshopify.com").split(",")
const perSecond = values.rate === undefined ? null : Number(values.rate)
const first = Number(values.first ?? 0)
const PREPARED = 500
const CUSTOMERS = 5_000
const TICK_MS = 1
const STARTED_AT = new Date()

// Orders that must all be other ones (--first) are made while the load runs; else making them would be measured, too.
const prepared = values.first === undefined ? Array.from({ length: PREPARED }, (_, index) => makeOrder(index)) : []
const run = randomUUID()
const latenciesMs: number[] = []
let sent = 0
let accepted = 0
let stopped = false

function makeOrder(index: number): SignedRequest {
  const number = first + index
  const body = orderBody({ number, customer: number % CUSTOMERS, placedAt: STARTED_AT })
  return signOrder(body, shops[index % shops.length] as string, port, secret)
}

/** A connection that answers are read from; `idle` is called when it can send. */
type Line = { socket: Socket; sentAt: number; received: string }

function open(idle: (line: Line) => void): Promise<void> {
  return new Promise((closed) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => idle(line))
    const line: Line = { socket, sentAt: 0, received: "" }
    socket.on("data", (chunk) => {
      line.received += chunk.toString("latin1")
      if (!isComplete(line.received)) return
      if (line.received.startsWith("HTTP/1.1 200")) accepted += 1
      line.received = ""
      latenciesMs.push(performance.now() - line.sentAt)
      idle(line)
    })
    socket.once("error", () => closed())
    socket.once("close", () => closed())
  })
}

function sendNext(line: Line, dueAt: number): void {
  const order = prepared.length > 0 ? (prepared[sent % PREPARED] as SignedRequest) : makeOrder(sent)
  sent += 1
  line.sentAt = dueAt
  send(line.socket, order, `${run}-${sent}`)
}

function closedLoop(line: Line): void {
  if (stopped) line.socket.end()
  else sendNext(line, performance.now())
}

const free: Line[] = []
const due: number[] = []
let pacing = false

function openLoop(line: Line): void {
  const dueAt = due.shift()
  if (dueAt !== undefined) sendNext(line, dueAt)
  else if (stopped) line.socket.end()
  else free.push(line)
  // Its time begins when all connections stand: what this process needs to get ready is nobody's answer time.
  if (perSecond !== null && !pacing && free.length === Number(values.connections)) pace(perSecond)
}

function pace(rate: number): void {
  pacing = true
  const beganAt = performance.now()
  let released = 0
  const timer = setInterval(() => {
    const now = performance.now()
    for (; released < ((now - beganAt) * rate) / 1000 && !stopped; released += 1) {
      due.push(beganAt + (released * 1000) / rate)
      const line = free.pop()
      if (line) openLoop(line)
    }
    if (!stopped) return
    clearInterval(timer)
    for (const line of free.splice(0)) line.socket.end()
  }, TICK_MS)
}

const startedAt = performance.now()
const lines = Array.from({ length: Number(values.connections) }, () => open(perSecond === null ? closedLoop : openLoop))
const stop = () => {
  stopped = true
}
const timer = setTimeout(stop, Number(values.seconds) * 1000)
process.stdin.once("end", stop).resume()
await Promise.all(lines)
clearTimeout(timer)
process.stdin.destroy()

latenciesMs.sort((a, b) => a - b)
const result: LoadResult = {
  answered: latenciesMs.length,
  accepted,
  seconds: (performance.now() - startedAt) / 1000,
  p99Ms: Math.round((latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? 0) * 10) / 10,
}
console.log(JSON.stringify(result))
