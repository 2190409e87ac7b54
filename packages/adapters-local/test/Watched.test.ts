import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { createServer, type Socket } from "node:net"
import { targetOf, watched } from "../src/postgres/Watched.ts"

/** A server that answers what begins with "a" and swallows everything else. */
const server = Effect.acquireRelease(
  Effect.callback<{ readonly port: number; readonly close: () => void }>((resume) => {
    const sockets: Array<Socket> = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on("data", (data) => void (data.toString().startsWith("a") && socket.write("answer")))
      socket.on("error", () => {})
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const close = () => {
        server.close()
        for (const socket of sockets) socket.destroy()
      }
      resume(Effect.succeed({ port: typeof address === "object" ? address?.port ?? 0 : 0, close }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

it.live("a connection ends when what was asked is never answered, and not while nothing is asked", () =>
  Effect.gen(function*() {
    const { port } = yield* server
    const socket = watched({ host: "127.0.0.1", port }, 200)()
    const answered = Effect.callback<void>((resume) => void socket.once("data", () => resume(Effect.void)))
    socket.write("ask")
    yield* answered
    yield* Effect.sleep(600)
    assert.isFalse(socket.destroyed)
    socket.write("swallowed")
    socket.write("swallowed as well")
    const message = yield* Effect.callback<string>((resume) =>
      void socket.once("error", (error) => resume(Effect.succeed(error.message)))
    )
    assert.include(message, "owes an answer")
  }).pipe(Effect.scoped))

it("knows where an address leads, and leaves sockets of this machine alone", () => {
  assert.deepStrictEqual(targetOf("postgres://lumi:secret@db.example.org:6543/lumi"), {
    host: "db.example.org",
    port: 6543
  })
  assert.deepStrictEqual(targetOf("postgresql://lumi@[::1]/lumi"), { host: "::1", port: 5432 })
  assert.deepStrictEqual(targetOf("postgres://lumi@elsewhere/lumi?host=10.0.0.7&port=5433"), {
    host: "10.0.0.7",
    port: 5433
  })
  assert.isUndefined(targetOf("postgres://lumi@localhost/lumi?host=/run/postgresql"))
})
