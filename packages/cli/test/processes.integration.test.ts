import { assert, it } from "@effect/vitest"
import { testDatabase } from "@lumi/adapters-local/testing"
import { missing, Mosquitto } from "@lumi/adapters-local/testing/Mosquitto"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { generate, parser } from "mqtt-packet"
import path from "node:path"
import { inject } from "vitest"
import { WebSocket } from "ws"
import { lumiIn, makeHome, removeHome, type Running, serving } from "./lumi.ts"

interface Ticket {
  readonly clientId: string
  readonly username: string
  readonly password: string
  readonly filters: ReadonlyArray<string>
}

const post = async (url: string, body: unknown, cookie = "") => {
  const headers = { "content-type": "application/json", origin: url.slice(0, url.indexOf("/api")), cookie }
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })
  assert.isTrue(answer.ok, `${url}: ${answer.status}`)
  return answer
}

/** A page of Ben's that has signed in and listens: gives the first hint about an affirmation. */
const listen = async (url: string) => {
  const credentials = { email: "ben@example.org", password: "two lamps in one room" }
  const signedIn = await post(`${url}/api/auth/sign-in/email`, credentials)
  const cookie = signedIn.headers.getSetCookie().map((set) => set.split(";", 1)[0]).join("; ")
  const answer = await post(`${url}/api/realtime/ticket`, { device: "page-of-ben" }, cookie)
  const ticket = await answer.json() as Ticket
  const socket = new WebSocket(url.replace("http", "ws") + "/mqtt", "mqtt", { origin: url })
  const packets = parser({ protocolVersion: 4 })
  socket.on("message", (data: Buffer) => packets.parse(data))
  await new Promise((opened) => socket.once("open", opened))
  const subscribed = new Promise((done) => packets.on("packet", ({ cmd }) => cmd === "suback" && done(cmd)))
  const heard = new Promise<string>((done) =>
    packets.on("packet", (packet) => {
      if (packet.cmd === "publish" && packet.topic.endsWith("/affirmation")) done(String(packet.payload))
    })
  )
  const { clientId, filters, username } = ticket
  const password = Buffer.from(ticket.password)
  socket.send(generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    keepalive: 30,
    clientId,
    username,
    password
  }))
  socket.send(generate({ cmd: "subscribe", messageId: 1, subscriptions: filters.map((topic) => ({ topic, qos: 1 })) }))
  await subscribed
  return { heard, close: () => socket.terminate() }
}

const system = Layer.merge(testDatabase, Mosquitto.layer)

it.live.skipIf(missing !== undefined)(
  `a page of one process hears of what the worker in another sent${missing === undefined ? "" : ` (${missing})`}`,
  () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const { url: broker } = yield* Mosquitto
      const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
      const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
      const env = {
        LUMI_HOME: home,
        DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`,
        MQTT_URL: broker
      }
      const process = (...args: ReadonlyArray<string>) =>
        Effect.acquireRelease(
          Effect.promise(() => serving(env, "serve", ...args)),
          (running: Running) => Effect.promise(() => running.stop("SIGTERM"))
        )
      const command = (...args: ReadonlyArray<string>) =>
        Effect.promise(async () => {
          const { code, err, out } = await lumiIn(env, ...args, "--json")
          assert.strictEqual(code, 0, err)
          return JSON.parse(out) as { readonly items: ReadonlyArray<{ readonly outcome: string }> }
        })

      yield* command("seed", "demo")
      // the demo has had today's already
      yield* sql`delete from delivery where date = (select max(date) from delivery)`
      const api = yield* process("--role", "api", "--port", "0")
      yield* process("--role", "worker")
      const page = yield* Effect.acquireRelease(
        Effect.promise(() => listen(api.url)),
        ({ close }) => Effect.sync(close)
      )
      const { items } = yield* command("affirm", "send", "--receiver", "ben@example.org")
      assert.deepStrictEqual(items.map(({ outcome }) => outcome), ["sent"])
      const hint = yield* Effect.promise(() => page.heard).pipe(Effect.timeout("3 seconds"))
      assert.strictEqual(JSON.parse(hint).event, "delivered")
    }).pipe(Effect.scoped, Effect.provide(system)),
  60_000
)

it.live("a command with an outside database and no worker anywhere delivers by itself", () =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
    const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
    const env = {
      LUMI_HOME: home,
      DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`
    }
    yield* Effect.promise(() => lumiIn(env, "seed", "demo"))
    yield* sql`delete from delivery where date = (select max(date) from delivery)`
    const { code, err, out } = yield* Effect.promise(() =>
      lumiIn(env, "affirm", "send", "--receiver", "ada@example.org", "--json")
    )
    assert.strictEqual(code, 0, err)
    assert.strictEqual(JSON.parse(out).items[0].outcome, "sent")
  }).pipe(Effect.scoped, Effect.provide(testDatabase)), 60_000)
