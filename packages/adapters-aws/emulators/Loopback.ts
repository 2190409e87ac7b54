import { Effect, type Scope } from "effect"
import type { Server } from "node:http"

const listen = (server: Server, port: number) =>
  Effect.callback<number, Error>((resume) => {
    const failed = (error: Error) => resume(Effect.fail(error))
    server.once("error", failed)
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.off("error", failed)
      const bound = server.address()
      resume(Effect.succeed(bound !== null && typeof bound === "object" ? bound.port : port))
    })
  })

/** Listens on the loopback for as long as its scope lives, on any free port for 0; gives the address. */
export const serve = (server: Server, port: number): Effect.Effect<string, Error, Scope.Scope> =>
  Effect.acquireRelease(listen(server, port), () =>
    Effect.callback<void>((resume) => {
      server.close(() => resume(Effect.void))
      server.closeAllConnections()
    })).pipe(Effect.map((bound) => `http://127.0.0.1:${bound}`))
