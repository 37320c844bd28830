import type { AddressInfo } from "node:net"
import { connect, createServer, type Socket } from "node:net"

/** Stands between the app and PostgreSQL: lets everything through, holds everything back, or cuts and refuses. */
export type DatabaseGate = {
  url: string
  behave: (how: "open" | "silent" | "closed") => void
  close: () => Promise<void>
}

export async function openDatabaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let how: "open" | "silent" | "closed" = "open"
  const server = createServer((incoming) => {
    if (how === "closed") return void incoming.destroy()
    const onward = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [incoming, onward],
      [onward, incoming],
    ] as const) {
      sockets.add(from)
      from.on("error", () => to.destroy())
      from.on("close", () => {
        sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
      if (how === "silent") from.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = new URL(databaseUrl)
  url.hostname = "127.0.0.1"
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    behave: (next) => {
      how = next
      for (const socket of sockets) {
        if (next === "closed") socket.destroy()
        else if (next === "silent") socket.pause()
        else socket.resume()
      }
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
