import { Effect } from "effect"
import { connect, createServer, type Socket } from "node:net"

/** What stands between Lumi and its database: passes everything on, or swallows it and lets both sides believe in the other. */
export const between = Effect.fnUntraced(function*(socketPath: string) {
  const sockets = new Set<Socket>()
  let swallowing = false
  const server = createServer((client) => {
    const database = connect({ path: socketPath })
    for (const [from, to] of [[client, database], [database, client]] as const) {
      sockets.add(from)
      from.on("data", (data) => {
        if (!swallowing) to.write(data)
      })
      from.on("error", () => {})
      from.on("close", () => {
        sockets.delete(from)
        if (!swallowing) to.destroy()
      })
    }
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.sync(() => {
        server.close()
        for (const socket of sockets) socket.destroy()
      })
  )
  const address = server.address()
  return {
    port: address !== null && typeof address === "object" ? address.port : 0,
    /** what is swallowed stays so: afterwards only new connections work */
    swallow: (yes: boolean) => Effect.sync(() => void (swallowing = yes))
  }
})
