// @vitest-environment node
import { assert, layer as withLayer } from "@effect/vitest"
import { layerAedes } from "@lumi/adapters-local/Realtime"
import { RealtimeServer } from "@lumi/adapters-local/testing/RealtimeServer"
import { UserId } from "@lumi/core/accounts/Account"
import { NotificationId } from "@lumi/core/notifications/Notification"
import { Realtime } from "@lumi/core/realtime/Realtime"
import type { Ticket } from "@lumi/core/realtime/Ticket"
import * as Topics from "@lumi/core/realtime/Topics"
import { Secrets } from "@lumi/core/Secrets"
import { DateTime, Effect, Layer, Option, Redacted } from "effect"
import { connect, type Options } from "../../src/realtime/connect.ts"
import type { WireTicket } from "../../src/realtime/open.ts"

const secrets = Layer.succeed(Secrets, {
  auth: [],
  tickets: [{ id: "1", value: Redacted.make("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyLWI") }],
  invitePepper: Redacted.make(""),
  cursor: Redacted.make(""),
  vapid: Redacted.make("")
})
const realtime = RealtimeServer.layer.pipe(Layer.provideMerge(layerAedes), Layer.provide(secrets))

const wire = (ticket: Ticket): WireTicket => ({ ...ticket, expiresAt: DateTime.formatIso(ticket.expiresAt) })
const uuid = (n: number) => `019845e1-682f-7b02-a706-${n.toString(16).padStart(12, "0")}`
let people = 0

/** A browser whose page can be hidden and whose network can come back. */
const makeBrowser = (port: number) => {
  let shown = true
  let told = { onVisibility: () => {}, onOnline: () => {} }
  return {
    show: (now: boolean) => {
      shown = now
      told.onVisibility()
    },
    online: () => told.onOnline(),
    around: {
      visible: () => shown,
      watch: (onVisibility: () => void, onOnline: () => void) => {
        told = { onVisibility, onOnline }
        return () => {
          told = { onVisibility: () => {}, onOnline: () => {} }
        }
      },
      resolve: (url: string) => new URL(url, `ws://127.0.0.1:${port}`).href
    }
  }
}

/** Somebody's page, with a log of what it was told. */
const open = Effect.fnUntraced(function*(more: Partial<Options> = {}, tickets: ReadonlyArray<unknown> = []) {
  const user = UserId.make(uuid(++people))
  const device = Topics.DeviceId.make("device-1")
  const service = yield* Realtime
  const { port } = yield* RealtimeServer
  const browser = makeBrowser(port)
  const log: Array<string> = []
  const asked: Array<number> = []
  const run = Effect.runPromiseWith(yield* Effect.context())
  const ticket = async () => {
    const failure = tickets[asked.length]
    asked.push(performance.now())
    if (failure !== undefined) throw failure
    return wire(await run(service.ticket({ user, device, membership: Option.none() })))
  }
  const page = yield* Effect.acquireRelease(
    Effect.sync(() =>
      connect({
        ticket,
        onHint: (hint) => log.push(hint.topic),
        onUp: () => log.push("up"),
        onDown: () => log.push("down"),
        around: browser.around,
        ...more
      })
    ),
    (page) => Effect.sync(page.close)
  )
  return { asked, browser, log, page, user }
})

const until = (what: () => boolean) =>
  Effect.whileLoop({ while: () => !what(), body: () => Effect.sleep("5 millis"), step: () => {} }).pipe(
    Effect.timeoutOrElse({ duration: "20 seconds", orElse: () => Effect.die(new Error("did not come about")) })
  )

withLayer(realtime, { timeout: "4 minutes", excludeTestServices: true })("The page's connection", (it) => {
  it.effect("comes up and hands on each hint once", () =>
    Effect.gen(function*() {
      const { publish } = yield* Realtime
      const { log, page, user } = yield* open()
      yield* until(() => page.state() === "up")
      const payload = {
        v: 1,
        id: uuid(1000),
        at: yield* DateTime.now,
        kind: "affirmation",
        notification: NotificationId.make(uuid(1001)),
        target: "/"
      } as const
      yield* publish({ user, topic: "notif", payload })
      yield* publish({ user, topic: "notif", payload })
      yield* publish({ user, topic: "session", payload: { v: 1, event: "relationship" } })
      yield* until(() => log.includes("session"))
      assert.deepStrictEqual(log, ["up", "notif", "session"])
    }).pipe(Effect.scoped))

  it.effect("comes back with a new ticket after it was closed, refused or answered with an error", () =>
    Effect.gen(function*() {
      const { disconnect } = yield* Realtime
      const { asked, log, page, user } = yield* open({}, [new Error("the server is away"), { status: 503 }])
      yield* until(() => page.state() === "up")
      assert.strictEqual(asked.length, 3)
      yield* disconnect(user)
      yield* until(() => log.length === 3 && page.state() === "up")
      assert.deepStrictEqual(log, ["up", "down", "up"])
      assert.isAtLeast(asked.length, 4)
    }).pipe(Effect.scoped))

  it.effect("a refused ticket is followed by another one", () =>
    Effect.gen(function*() {
      const service = yield* Realtime
      const device = Topics.DeviceId.make("device-1")
      const user = UserId.make(uuid(++people))
      const run = Effect.runPromiseWith(yield* Effect.context())
      let tries = 0
      const { page } = yield* open({
        ticket: async () => {
          const given = wire(await run(service.ticket({ user, device, membership: Option.none() })))
          return ++tries === 1 ? { ...given, password: "forged" } : given
        }
      })
      yield* until(() => page.state() === "up")
      assert.strictEqual(tries, 2)
    }).pipe(Effect.scoped))

  it.effect("stops for good when nobody is signed in", () =>
    Effect.gen(function*() {
      const { asked, browser, log, page } = yield* open({}, [{ status: 401 }])
      yield* until(() => page.state() === "signed-out")
      browser.online()
      browser.show(true)
      yield* Effect.sleep("100 millis")
      assert.strictEqual(asked.length, 1)
      assert.deepStrictEqual(log, [])
    }).pipe(Effect.scoped))

  it.effect("waits as long as it is told to, whatever happens meanwhile", () =>
    Effect.gen(function*() {
      const { asked, browser, page } = yield* open({}, [{ status: 429, body: { retryAfterSeconds: 0.4 } }])
      yield* until(() => page.state() === "waiting")
      browser.online()
      browser.show(true)
      yield* until(() => page.state() === "up")
      assert.isAtLeast((asked[1] ?? 0) - (asked[0] ?? 0), 399)
    }).pipe(Effect.scoped))

  it.effect("lets go when hidden for long and is back when looked at", () =>
    Effect.gen(function*() {
      const { browser, log, page } = yield* open({ hiddenMs: 100 })
      yield* until(() => page.state() === "up")
      browser.show(false)
      yield* Effect.sleep("30 millis")
      browser.show(true)
      yield* Effect.sleep("150 millis")
      assert.strictEqual(page.state(), "up")
      browser.show(false)
      yield* until(() => page.state() === "hidden")
      browser.online()
      assert.strictEqual(page.state(), "hidden")
      browser.show(true)
      yield* until(() => page.state() === "up")
      assert.deepStrictEqual(log, ["up", "down", "up"])
    }).pipe(Effect.scoped))

  it.effect("tries at once when the network is back", () =>
    Effect.gen(function*() {
      const { asked, browser, page } = yield* open({}, Array.from({ length: 3 }, () => new Error("offline")))
      yield* until(() => asked.length === 3)
      browser.online()
      yield* until(() => page.state() === "up")
      assert.isBelow((asked[3] ?? 0) - (asked[2] ?? 0), 100)
    }).pipe(Effect.scoped))

  it.effect("closed, it is silent and asks for nothing more", () =>
    Effect.gen(function*() {
      const { publish } = yield* Realtime
      const { asked, browser, log, page, user } = yield* open()
      yield* until(() => page.state() === "up")
      page.close()
      yield* publish({ user, topic: "session", payload: { v: 1, event: "revoked" } })
      browser.online()
      yield* Effect.sleep("100 millis")
      assert.deepStrictEqual(log, ["up"])
      assert.strictEqual(asked.length, 1)
      assert.strictEqual(page.state(), "closed")
    }).pipe(Effect.scoped))
})
