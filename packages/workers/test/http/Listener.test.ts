import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Duration, Effect, Exit, Fiber, Layer, Scope } from "effect"
import type http from "node:http"
import net from "node:net"
import * as Listener from "../../src/http/Listener.ts"
import { send } from "./send.ts"

const host = "127.0.0.1"
const listening = Listener.layer({ host, port: 0 })

describe("Listener", () => {
  it.live("a taken port is named, with what to do", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener.Listener
      const error = yield* Effect.flip(Layer.build(Listener.layer({ host, port })))
      assert.instanceOf(error, Listener.CannotListen)
      assert.strictEqual(error._tag === "CannotListen" ? error.reason : undefined, "PortTaken")
      assert.strictEqual(
        error.message,
        `Port ${port} on 127.0.0.1 is taken by another program. Choose another one with --port, for example --port ${
          port + 1
        }.`
      )
    }).pipe(Effect.provide(listening), Effect.scoped))

  it.live("an address of another machine is named too", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Layer.build(Listener.layer({ host: "192.0.2.1", port: 0 })))
      assert.include(error.message, "no address 192.0.2.1")
    }).pipe(Effect.scoped))

  it.live("says that it starts until somebody answers", () =>
    Effect.gen(function*() {
      const listener = yield* Listener.Listener
      const early = yield* send(listener.port, "/")
      assert.deepStrictEqual([early.status, early.headers["retry-after"]], [503, "1"])
      listener.attach({ request: (_, response) => response.end("here"), upgrade: (_, socket) => socket.destroy() })
      assert.strictEqual((yield* send(listener.port, "/")).text, "here")
    }).pipe(Effect.provide(listening)))

  it.live("a request under way is answered before the server closes; idle and upgraded connections do not keep it", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const listener = Context.get(yield* Layer.buildWithScope(listening, scope), Listener.Listener)
      const arrived = yield* Deferred.make<http.ServerResponse>()
      listener.attach({
        request: (_, response) => Deferred.doneUnsafe(arrived, Effect.succeed(response)),
        upgrade: (_, socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n")
      })
      const idle = net.connect(listener.port, host)
      const upgraded = net.connect(listener.port, host, () => {
        upgraded.write("GET /mqtt HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
      })
      const hungUp = Effect.callback<void>((resume) =>
        void upgraded.on("error", () => {}).on("close", () => resume(Effect.void))
      )
      idle.on("error", () => {})
      yield* Effect.callback<void>((resume) => void upgraded.once("data", () => resume(Effect.void)))

      const asked = yield* Effect.forkChild(send(listener.port, "/slow"))
      const response = yield* Deferred.await(arrived)
      const drained = yield* Effect.forkChild(Effect.timed(listener.drain))
      yield* hungUp
      yield* Effect.sleep("50 millis")
      response.end("late")
      assert.strictEqual((yield* Fiber.join(asked)).text, "late")
      const [took] = yield* Fiber.join(drained)
      assert.isBelow(Duration.toMillis(took), 12_000)
      assert.isTrue(Exit.isFailure(yield* Effect.exit(send(listener.port, "/"))))
      yield* Scope.close(scope, Exit.void)
    }))
})
