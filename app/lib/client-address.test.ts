import { expect, test } from "vitest"
import { clientAddress } from "./client-address.ts"

const SOCKET = "10.0.0.9"

const cases: [string, string | undefined, number, string][] = [
  ["nobody forwarded anything", undefined, 1, SOCKET],
  ["we stand in the open, whatever is claimed", "1.1.1.1, 2.2.2.2", 0, SOCKET],
  ["one proxy of ours appended whom it heard", "203.0.113.7", 1, "203.0.113.7"],
  ["a visitor claimed an address before our proxy", "1.1.1.1, 203.0.113.7", 1, "203.0.113.7"],
  ["two proxies of ours", "1.1.1.1, 203.0.113.7, 10.0.0.8", 2, "203.0.113.7"],
  ["fewer places than proxies: the first there is", "203.0.113.7", 5, "203.0.113.7"],
  ["empty places", " , ,203.0.113.7,", 1, "203.0.113.7"],
  ["a port behind the address", "203.0.113.7:4711", 1, "203.0.113.7"],
  ["IPv4 written as IPv6", "::ffff:203.0.113.7", 1, "203.0.113.7"],
  ["IPv6 counts as its network", "2001:db8:1:2:aaaa::1", 1, "2001:db8:1:2"],
  ["the same network written otherwise", "[2001:0db8:0001:0002:bbbb:0:0:2]:443", 1, "2001:db8:1:2"],
  ["zeros left out", "2001:db8::1", 1, "2001:db8:0:0"],
  ["words instead of an address", "unknown", 1, "unknown"],
]

test.each(cases)("%s", (_what, header, proxies, expected) => {
  expect(clientAddress(header, SOCKET, proxies)).toBe(expected)
})

test("a header without end costs no more than its last part", () => {
  expect(clientAddress(`${"1.1.1.1,".repeat(100_000)}203.0.113.7`, SOCKET, 1)).toBe("203.0.113.7")
  expect(clientAddress("x".repeat(100_000), SOCKET, 1)).toHaveLength(64)
})
