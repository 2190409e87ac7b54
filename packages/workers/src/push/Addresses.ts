import { BlockList, isIP } from "node:net"

const listOf = (ranges: ReadonlyArray<string>, family: "ipv4" | "ipv6") => {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = "", prefix] = range.split("/")
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}

/** Of IPv4 what is not for the whole world: private, shared, local, for documents, for many at once, reserved. */
const inner = listOf([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4"
], "ipv4")
/** Of IPv6 only this is for the whole world, without what leads elsewhere or is for documents. */
const global = listOf(["2000::/3"], "ipv6")
const special = listOf(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"], "ipv6")

const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i

/** Whether an address is one of the world outside; IPv4 in the form of IPv6 is judged as IPv4, and what is unknown is not. */
export const isPublic = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !inner.check(address, "ipv4")
  if (family !== 6) return false
  const [, dotted, high, low] = mapped.exec(address) ?? []
  if (dotted !== undefined) return isPublic(dotted)
  if (high !== undefined && low !== undefined) {
    const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
    return isPublic([a >> 8, a & 255, b >> 8, b & 255].join("."))
  }
  return global.check(address, "ipv6") && !special.check(address, "ipv6")
}
