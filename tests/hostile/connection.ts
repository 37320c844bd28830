import { connect, type Socket } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type { Attack } from "./attack.ts"

/** A bare HTTP/1.1 client: sends bytes as they are, reads one answer, and keeps the connection while the server does. */

export type Answer = { status: number; text: string }
/** silence: the server said nothing and did not close; closed: it closed without a word. */
export type Outcome = Answer | "silence" | "closed"

export type Connection = { send: (attack: Attack) => Promise<Outcome>; close: () => void }

const PATIENCE_MS = 20_000
const PATIENCE_ALONE_MS = 400
const MOST_TEXT = 2_000_000

export function createConnection(port: number): Connection {
  let socket: Socket | null = null

  async function send(attack: Attack): Promise<Outcome> {
    if (attack.alone) return sendAlone(port, attack)
    const method = firstBytes(attack, 5)
    for (let tries = 0; ; tries += 1) {
      const used = socket !== null && !socket.destroyed
      if (!socket || socket.destroyed) socket = connect(port, "127.0.0.1").setNoDelay(true)
      const { outcome, mayStay } = await exchange(socket, attack, PATIENCE_MS, method.startsWith("HEAD"))
      if (!mayStay) {
        socket.destroy()
        socket = null
      }
      // A kept connection may be closed by the server just as we write: once more, on a new one.
      if (outcome !== "closed" || !used || tries > 0) return outcome
    }
  }

  return { send, close: () => void socket?.destroy() }
}

async function sendAlone(port: number, attack: Attack): Promise<Outcome> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true)
  const { outcome } = await exchange(socket, attack, PATIENCE_ALONE_MS, false)
  socket.destroy()
  return outcome
}

function firstBytes(attack: Attack, count: number): string {
  return String(attack.pieces[0]).slice(0, count)
}

type Exchange = { outcome: Outcome; mayStay: boolean }

function exchange(socket: Socket, attack: Attack, patienceMs: number, bodyless: boolean): Promise<Exchange> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const timer = setTimeout(
      () => finish({ outcome: readAnswer(received, bodyless)?.answer ?? "silence", mayStay: false }),
      patienceMs,
    )

    function finish(exchanged: Exchange): void {
      clearTimeout(timer)
      socket.removeAllListeners()
      socket.on("error", () => {})
      resolve(exchanged)
    }
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const read = readAnswer(received, bodyless)
      if (read?.whole || received.length > MOST_TEXT)
        finish({ outcome: read?.answer ?? "closed", mayStay: Boolean(read?.keeps) && !attack.alone })
    })
    const onEnd = () => finish({ outcome: readAnswer(received, bodyless)?.answer ?? "closed", mayStay: false })
    socket.on("error", onEnd)
    socket.on("close", onEnd)
    void write(socket, attack)
  })
}

async function write(socket: Socket, { pieces, pauseMs = 0 }: Attack): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && pauseMs > 0) await sleep(pauseMs)
    if (!socket.destroyed) socket.write(piece)
  }
}

type Read = { answer: Answer; whole: boolean; keeps: boolean }

/** Null until the head is there; 100 Continue is passed over. */
function readAnswer(received: Buffer, bodyless: boolean): Read | null {
  const text = received.toString("latin1")
  const end = text.indexOf("\r\n\r\n")
  if (end < 0) return null
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0)
  if (status === 100) return readAnswer(received.subarray(end + 4), bodyless)
  const head = text.slice(0, end).toLowerCase()
  const body = text.slice(end + 4)
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1]
  const keeps = !/\r\nconnection: close/.test(head)
  const none = bodyless || status === 204 || status === 304
  const chunked = /\r\ntransfer-encoding: chunked/.test(head)
  const whole = none || (length !== undefined ? body.length >= Number(length) : chunked && body.endsWith("0\r\n\r\n"))
  return { answer: { status, text }, whole, keeps }
}
