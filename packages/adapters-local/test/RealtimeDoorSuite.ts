import { assert, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { NotificationId } from "@lumi/core/notifications/Notification"
import { Realtime } from "@lumi/core/realtime/Realtime"
import * as Topics from "@lumi/core/realtime/Topics"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { Effect, type Layer, Option } from "effect"
import mqtt from "mqtt"
import { request } from "node:http"
import { connect as connectTcp } from "node:net"
import { WebSocket } from "ws"
import { Door } from "../src/realtime/Door.ts"
import { RealtimeServer } from "../testing/RealtimeServer.ts"

const ada = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
const ben = UserId.make("019845e1-682f-7b02-a706-3b2422d13aed")
const notification = NotificationId.make("019845e1-682f-7b02-a706-3b2422d13aee")
const ticket = Realtime.use((realtime) =>
  realtime.ticket({ user: ada, device: Topics.DeviceId.make("device-1"), membership: Option.none() })
)

/** The status a WebSocket handshake gets: 101 when it is let in. */
const handshake = (options: { readonly path?: string; readonly protocol?: string; readonly origin?: string }) =>
  RealtimeServer.use(({ port }) =>
    Effect.callback<number>((resume) => {
      const attempt = request({
        port,
        host: "127.0.0.1",
        path: options.path ?? "/mqtt",
        headers: {
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
          ...(options.protocol !== "" && { "sec-websocket-protocol": options.protocol ?? "mqtt" }),
          ...(options.origin && { origin: options.origin })
        }
      })
      attempt.on("response", (response) => resume(Effect.succeed(response.statusCode ?? 0)))
      attempt.on("upgrade", (_response, socket) => {
        socket.destroy()
        resume(Effect.succeed(101))
      })
      attempt.on("error", () => resume(Effect.succeed(0)))
      attempt.end()
    })
  )

/** A page that speaks bytes: what it is sent, and when it is closed. */
const rawPage = Effect.acquireRelease(
  RealtimeServer.use(({ url }) =>
    Effect.callback<WebSocket>((resume) => {
      const socket = new WebSocket(url, "mqtt", { perMessageDeflate: false })
      socket.on("error", () => {})
      socket.once("open", () => resume(Effect.succeed(socket)))
    })
  ),
  (socket) => Effect.sync(() => socket.terminate())
)

const closesAfter = Effect.fnUntraced(function*(bytes: Uint8Array | string) {
  const socket = yield* rawPage
  const closed = Effect.callback<void>((resume) => {
    socket.once("close", () => resume(Effect.void))
    socket.send(bytes)
  })
  return Option.isSome(yield* Effect.timeoutOption(closed, "20 seconds"))
}, Effect.scoped)

/** What the door promises in front of every broker. */
export const suite = <E>(name: string, layer: Layer.Layer<Realtime | Pages | Door | RealtimeServer, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`The door (${name})`, (it) => {
    it.effect("lets in pages of its own origin that speak MQTT, and nobody else", () =>
      Effect.gen(function*() {
        const { port } = yield* RealtimeServer
        assert.strictEqual(yield* handshake({ origin: `http://127.0.0.1:${port}` }), 101)
        assert.strictEqual(yield* handshake({}), 101)
        assert.strictEqual(yield* handshake({ path: "/mqtt?x=1" }), 101)
        assert.strictEqual(yield* handshake({ origin: "http://evil.test" }), 403)
        assert.strictEqual(yield* handshake({ origin: "null" }), 403)
        assert.strictEqual(yield* handshake({ origin: `http://127.0.0.1:${port + 1}` }), 403)
        assert.strictEqual(yield* handshake({ protocol: "" }), 400)
        assert.strictEqual(yield* handshake({ protocol: "graphql-ws" }), 400)
        assert.strictEqual(yield* handshake({ path: "/elsewhere" }), 404)
      }))

    it.effect("MQTT 5 is refused", () =>
      Effect.gen(function*() {
        const { url } = yield* RealtimeServer
        const { clientId, password, username } = yield* ticket
        const options: mqtt.IClientOptions = { clientId, password, username, protocolVersion: 5, reconnectPeriod: 0 }
        const attempt = Effect.promise(() =>
          mqtt.connectAsync(url, options, false).then((client) => client.endAsync(true).then(() => false), () => true)
        )
        assert.isTrue(yield* attempt)
      }))

    it.effect("what is no CONNECT of a decent size ends the connection at once", () =>
      Effect.gen(function*() {
        assert.isTrue(yield* closesAfter("text"), "text")
        assert.isTrue(yield* closesAfter(Buffer.from([0xC0, 0])), "PINGREQ first")
        assert.isTrue(yield* closesAfter(Buffer.from([0x10, 0xFF, 0xFF, 0xFF, 0x7F])), "256 MB announced")
        assert.isTrue(yield* closesAfter(Buffer.from([0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F])), "no length")
        assert.isTrue(yield* closesAfter(Buffer.from([0x10, 0x02, 0x00, 0x09])), "half a protocol name")
        assert.isTrue(yield* closesAfter(Buffer.alloc(200 * 1024)), "a frame of 200 kB")
      }))

    it.effect("a flood and a report that is too large end the connection", () =>
      Effect.gen(function*() {
        const pages = yield* Pages
        const own = Topics.report(ada, Topics.DeviceId.make("device-1"), "typing")
        for (const tries of [["x".repeat(Topics.maxReportBytes + 1)], Array.from({ length: 200 }, (_, n) => `${n}`)]) {
          const page = yield* pages.connect({ ticket: yield* ticket })
          yield* Effect.forEach(tries, (text) => page.publish(own, text), { discard: true })
          yield* Effect.timeout(page.closed, "20 seconds")
        }
      }).pipe(Effect.scoped))

    it.effect("a page that does not read holds nobody up", () =>
      Effect.gen(function*() {
        const { url } = yield* RealtimeServer
        const realtime = yield* Realtime
        const pages = yield* Pages
        const { clientId, filters, password, username } = yield* ticket
        const deaf = yield* Effect.acquireRelease(
          Effect.promise(() =>
            mqtt.connectAsync(url, { clientId, password, username, protocolVersion: 4, reconnectPeriod: 0 }, false)
          ),
          (client) => Effect.sync(() => client.end(true))
        )
        deaf.on("error", () => {})
        yield* Effect.promise(() => deaf.subscribeAsync([...filters], { qos: 1 }))
        deaf.stream.pause()
        const his = yield* pages.connect({
          ticket: yield* realtime.ticket({
            user: ben,
            device: Topics.DeviceId.make("device-1"),
            membership: Option.none()
          })
        })
        yield* his.subscribe(Topics.inboxFilter(ben))
        const large = { v: 1, read: Array.from({ length: 2000 }, () => notification) } as const
        yield* realtime.publishMany(Array.from({ length: 100 }, () => ({ user: ada, topic: "notif", payload: large })))
        yield* realtime.publish({ user: ben, topic: "notif", payload: { v: 1, read: [] } })
        yield* Effect.whileLoop({
          while: () => his.heard().length === 0,
          body: () => Effect.sleep("5 millis"),
          step: () => {}
        }).pipe(Effect.timeout("20 seconds"))
      }).pipe(Effect.scoped))

    it.effect("shut, it ends every page, even one that does not answer", () =>
      Effect.gen(function*() {
        const { port } = yield* RealtimeServer
        const door = yield* Door
        const pages = yield* Pages
        const page = yield* pages.connect({ ticket: yield* ticket })
        const deaf = connectTcp(port, "127.0.0.1")
        deaf.write(
          "GET /mqtt HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"
        )
        yield* Effect.callback<void>((resume) => void deaf.once("data", () => resume(Effect.void)))
        const ended = Effect.callback<void>((resume) => void deaf.once("close", () => resume(Effect.void)))
        yield* Effect.all([door.shut, ended, page.closed], { concurrency: "unbounded" }).pipe(
          Effect.timeoutOrElse({ duration: "20 seconds", orElse: () => Effect.die(new Error("not all ended")) })
        )
        assert.strictEqual(yield* handshake({}), 503)
      }).pipe(Effect.scoped))
  })
