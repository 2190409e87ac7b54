import { assert, describe, it } from "@effect/vitest"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Memory } from "@lumi/core/testing"
import { Context, DateTime, Deferred, Duration, Effect, Exit, Fiber, Layer, Option, Scope } from "effect"
import net from "node:net"
import { Listener } from "../../src/http/Listener.ts"
import { Origin } from "../../src/http/Origin.ts"
import { Upgrade } from "../../src/http/Upgrade.ts"
import { couple, signUp } from "./people.ts"
import { send } from "./send.ts"
import { world, worldOn } from "./world.ts"

const over = <P>(broken: Layer.Layer<P>) => worldOn(Layer.merge(Memory.layer, broken))

/** The first line of what a server answers to an upgrade request. */
const upgrade = (port: number, path: string, headers: ReadonlyArray<string>) =>
  Effect.callback<string>((resume) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      const lines = [`GET ${path} HTTP/1.1`, "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", ...headers]
      socket.write(`${lines.join("\r\n")}\r\n\r\n`)
    })
    socket.once("data", (data) => {
      socket.destroy()
      resume(Effect.succeed(data.toString().split("\r\n", 1)[0] ?? ""))
    })
  })

const broker = Layer.succeed(
  Upgrade,
  Upgrade.of({ upgrade: (_, socket) => socket.end("HTTP/1.1 101 taken\r\n\r\n"), shut: Effect.void })
)

describe("The server", () => {
  it.live(
    "is ready while the store answers; otherwise it lives and says so, also when the store never does",
    () =>
      Effect.gen(function*() {
        const ask = Effect.fnUntraced(function*() {
          const { port } = yield* Listener
          return [yield* send(port, "/healthz"), yield* Effect.timed(send(port, "/readyz"))] as const
        })
        const [alive, [, ready]] = yield* Effect.provide(ask(), world())
        assert.deepStrictEqual([alive.status, ready.status], [200, 200])
        const fails = Effect.fail(new StoreUnavailable({ operation: "progress", cause: "canary" }))
        for (const progress of [fails, Effect.never, Effect.die("canary")]) {
          const [alive, [took, ready]] = yield* Effect.provide(
            ask(),
            over(Layer.mock(AffirmationSchedule, { progress }))
          )
          assert.deepStrictEqual([alive.status, ready.status], [200, 503])
          assert.isBelow(Duration.toMillis(took), 15_000)
          assert.notInclude(ready.text, "canary")
        }
      }),
    60_000
  )

  it.live("opens /mqtt to its own pages only, and to nobody without a broker", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const { all } = yield* Origin
      for (const origin of all) assert.include(yield* upgrade(port, "/mqtt", [`Origin: ${origin}`]), "101 taken")
      assert.include(yield* upgrade(port, "/mqtt?x=1", [`Origin: ${all[0]}`]), "101 taken")
      assert.include(yield* upgrade(port, "/mqtt", ["Origin: https://evil.test"]), "403")
      assert.include(yield* upgrade(port, "/mqtt", []), "403")
      assert.include(yield* upgrade(port, "/mqtts", [`Origin: ${all[0]}`]), "404")
      assert.include(yield* upgrade(port, "/api/me", [`Origin: ${all[0]}`]), "404")
    }).pipe(Effect.provide(Layer.provide(world(), broker))))

  it.live("answers what is under way before it stops, and takes nothing new", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const [arrived, mayGoOn] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const slow = Layer.mock(NotificationStore, {
        list: () =>
          Deferred.succeed(arrived, undefined).pipe(
            Effect.andThen(Deferred.await(mayGoOn)),
            Effect.as({ items: [], next: Option.none() })
          )
      })
      const context = yield* Layer.buildWithScope(over(slow), scope)
      const { port } = Context.get(context, Listener)
      const ada = yield* Effect.provideContext(signUp("Ada"), context)
      const asked = yield* Effect.forkChild(ada.ask("GET", "/api/notifications/"))
      yield* Deferred.await(arrived)
      const stopped = yield* Effect.forkChild(Scope.close(scope, Exit.void))
      yield* Effect.sleep("100 millis")
      assert.isTrue(Exit.isFailure(yield* Effect.exit(send(port, "/healthz"))))
      yield* Deferred.succeed(mayGoOn, undefined)
      assert.deepStrictEqual((yield* Fiber.join(asked)).status, 200)
      yield* Fiber.join(stopped)
    }))

  it.live("lets nobody in whose account was disabled a moment ago", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const accounts = yield* AccountStore
      const account = Option.getOrThrow(yield* accounts.findByEmail(ada.email))
      yield* accounts.setDisabled(account.id, Option.some(yield* DateTime.now))
      assert.strictEqual((yield* ada.ask("GET", "/api/me")).status, 401)
      assert.strictEqual((yield* ben.ask("GET", "/api/me")).status, 200)
    }).pipe(Effect.provide(world())))

  it.live("behind TLS promises it, and makes cookies and links for the configured origin", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const ada = yield* signUp("Ada")
      assert.match(ada.headers["cookie"] ?? "", /^__Host-lumi_session=/)
      const { headers } = yield* send(port, "/")
      assert.match(headers["strict-transport-security"] as string, /^max-age=31536000/)
      assert.include(headers["content-security-policy"] as string, "connect-src 'self' wss://lumi.example.org;")
      const invite = yield* ada.ask("POST", "/api/invites/", {})
      assert.match((invite.json as { readonly link: string }).link, /^https:\/\/lumi\.example\.org\/pair#[\w-]{22}$/)
      const local = yield* send(port, "/api/me", {
        method: "PATCH",
        body: {},
        headers: { origin: `http://localhost:${port}` }
      })
      assert.strictEqual(local.status, 403)
    }).pipe(Effect.provide(world({ environment: { LUMI_ORIGIN: "https://lumi.example.org" } }))))

  it.live("does not start with an origin or a proxy that is none", () =>
    Effect.gen(function*() {
      for (
        const environment of [{ LUMI_ORIGIN: "lumi.example.org" }, { LUMI_ORIGIN: "https://x.org/app" }, {
          LUMI_TRUSTED_PROXIES: "my-proxy"
        }]
      ) {
        const exit = yield* Effect.exit(Effect.scoped(Layer.build(world({ environment }))))
        assert.isTrue(Exit.isFailure(exit), JSON.stringify(environment))
      }
    }))
})
