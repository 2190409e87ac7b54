import { connect, type NetConnectOpts, type Socket } from "node:net"

/** How long the server may owe an answer: longer than a statement may take. */
const patience = 15_000

/**
 * A connection that ends when the server has been silent for too long after it was asked something. A network that swallows
 * everything says nothing by itself for a quarter of an hour, and whoever asked would wait as long. What is written
 * below TLS is not seen here, so there it is up to the system.
 */
export const watched = (target: NetConnectOpts, most = patience) => (): Socket => {
  const socket = connect(target)
  socket.setNoDelay(true)
  // one that only listens asks nothing: of those the system looks whether anybody is there
  socket.setKeepAlive(true, 30_000)
  /** what was read when the oldest question was asked that nothing came after */
  let asked: { readonly read: number; readonly at: number } | undefined
  const write: (...args: Parameters<Socket["write"]>) => boolean = socket.write.bind(socket)
  Object.assign(socket, {
    write: (...args: Parameters<Socket["write"]>) => {
      if (asked === undefined || socket.bytesRead > asked.read) {
        asked = { read: socket.bytesRead, at: performance.now() }
      }
      return write(...args)
    }
  })
  const watch = setInterval(() => {
    if (asked === undefined) return
    if (socket.bytesRead > asked.read) asked = undefined
    else if (performance.now() - asked.at > most) socket.destroy(new Error("the database owes an answer for too long"))
  }, Math.min(1000, most / 4))
  watch.unref()
  socket.once("close", () => clearInterval(watch))
  return socket
}

/** Where an address of a database leads, as its driver reads it; none for a socket of this machine, which cannot be cut. */
export const targetOf = (url: string): NetConnectOpts | undefined => {
  const parsed = URL.parse(url)
  if (parsed === null) return undefined
  const host = parsed.searchParams.get("host") ?? decodeURIComponent(parsed.hostname)
  if (host.startsWith("/")) return undefined
  const port = Number(parsed.searchParams.get("port") ?? parsed.port)
  return { host: host.replace(/^\[(.*)\]$/, "$1") || "localhost", port: port || 5432 }
}
