import { Context, Effect, Layer } from "effect"
import { createServer } from "node:http"
import * as Door from "../src/realtime/Door.ts"

/** A server on a free port of the loopback that does nothing but let pages in. */
export class RealtimeServer extends Context.Service<RealtimeServer, {
  readonly port: number
  /** where pages connect */
  readonly url: string
}>()("@lumi/adapters-local/testing/RealtimeServer") {
  static readonly layer = Layer.effect(
    RealtimeServer,
    Effect.gen(function*() {
      const server = createServer((_request, response) => response.writeHead(404).end())
      yield* Effect.acquireRelease(
        Effect.callback<void>((resume) => {
          server.listen(0, "127.0.0.1", () => resume(Effect.void))
        }),
        () =>
          Effect.callback<void>((resume) => {
            server.close(() => resume(Effect.void))
            server.closeAllConnections()
          })
      )
      const door = yield* Door.Door
      server.on("upgrade", (request, socket, head) => {
        if (!door.upgrade(request, socket, head)) socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
      })
      // before the server is closed, which waits for every page
      yield* Effect.addFinalizer(() => door.shut)
      const address = server.address()
      if (address === null || typeof address === "string") return yield* Effect.die(new Error("no port"))
      return { port: address.port, url: `ws://127.0.0.1:${address.port}${Door.path}` }
    })
  )
}
