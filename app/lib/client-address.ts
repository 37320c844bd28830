/**
 * Who sent a request, as far as it can be believed: X-Forwarded-For is written by anybody, and each proxy appends the
 * address it was spoken to from. With `proxies` proxies of our own before us, the last `proxies` places of the chain
 * (the socket's address included) are ours, and the one before them is the client.
 * An IPv6 address counts as its /64 network, which is what one household or server is given.
 */
export function clientAddress(forwardedFor: string | undefined, socketAddress: string, proxies: number): string {
  const named = (forwardedFor ?? "").slice(-MOST_HEADER).split(",")
  const chain = [...named.map((one) => one.trim()).filter(Boolean), socketAddress]
  return networkOf(chain[Math.max(0, chain.length - 1 - proxies)] as string)
}

const MOST_HEADER = 2000
const MOST_ADDRESS = 64

function networkOf(written: string): string {
  const address = written
    .toLowerCase()
    .replace(/^\[([^\]]*)\].*$/, "$1") // [2001:db8::1]:443
    .replace(/^::ffff:(?=\d+\.)/, "")
  const plain = /^(\d+\.\d+\.\d+\.\d+)(:\d+)?$/.exec(address)?.[1]
  if (plain) return plain
  if (!address.includes(":")) return address.slice(0, MOST_ADDRESS)
  const [head = "", tail] = address.split("::")
  const left = head.split(":").filter(Boolean)
  const right = tail?.split(":").filter(Boolean) ?? []
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(gap).fill("0"), ...right].slice(0, 4)
  return groups.map((group) => group.replace(/^0+(?=.)/, "").slice(0, 4)).join(":")
}
