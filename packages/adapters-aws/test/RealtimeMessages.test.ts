import { assert, layer as withLayer } from "@effect/vitest"
import type { UserId } from "@lumi/core/accounts/Account"
import type { Report } from "@lumi/core/realtime/Reports"
import * as Topics from "@lumi/core/realtime/Topics"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { claims as claimsOf, devices, open, someone } from "@lumi/core/testing/contracts/OpenPages"
import { Clock, Effect, References } from "effect"
import * as Connections from "../src/iot/Connections.ts"
import * as Floors from "../src/iot/Floors.ts"
import * as Messages from "../src/iot/Messages.ts"
import { testIot } from "../testing/Iot.ts"
import { withDynamo } from "../testing/Table.ts"

const device = devices("device-1")

const batchOf = (bodies: ReadonlyArray<string>): Messages.Batch => ({
  Records: bodies.map((body, n) => ({ messageId: `m${n}`, body }))
})

const said = (topic: string, text: string) => JSON.stringify({ topic, data: Buffer.from(text).toString("base64") })

const lifecycle = (
  eventType: "connected" | "disconnected",
  user: UserId,
  sessionIdentifier: string,
  versionNumber: number
) =>
  JSON.stringify({
    clientId: Topics.clientId(user, device),
    timestamp: 1_764_080_000_000,
    eventType,
    sessionIdentifier,
    principalIdentifier: user.replaceAll("-", ""),
    versionNumber,
    ...(eventType === "disconnected" && { clientInitiatedDisconnect: false, disconnectReason: "CONNECTION_LOST" })
  })

const quietly = Effect.provideService(References.MinimumLogLevel, "None")

/** Handles bodies and gives what was reported and what has to come again. */
const handled = Effect.fnUntraced(function*(bodies: ReadonlyArray<string>) {
  const reports: Array<Report> = []
  const handle = Messages.handle((report) => {
    if (report.text === "dies") return Effect.die(report.text)
    if (report.text === "away") return Effect.fail(new StoreUnavailable({ operation: "test", cause: "away" }))
    return Effect.sync(() => void reports.push(report))
  })
  const { batchItemFailures } = yield* handle(batchOf(bodies)).pipe(quietly)
  return { reports, again: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) }
})

const sessions = (user: UserId) => Effect.map(Connections.ofUser(user), (known) => known.map(({ session }) => session))

/** A ticket of a user's page is about to be used; later ones end later. */
const announce = Effect.fnUntraced(function*(user: UserId, later = 0) {
  yield* Connections.announce(claimsOf(user, (yield* Clock.currentTimeMillis) + 300_000 + later))
})

withDynamo(() => {
  withLayer(testIot(), { timeout: "4 minutes", excludeTestServices: true })("Messages (IoT emulator)", (it) => {
    it.effect("reports are decoded; what nobody may say, or nobody understands, is dropped", () =>
      Effect.gen(function*() {
        const user = someone()
        const own = Topics.report(user, device, "presence")
        const { again, reports } = yield* handled([
          said(own, `{"st":"active","n":"ä"}`),
          said(own, "x".repeat(Topics.maxReportBytes)),
          said(own, "x".repeat(Topics.maxReportBytes + 1)),
          said(`${own}/more`, "x"),
          said("lumi/v1/c/nobody/device-1/presence", "x"),
          said(Topics.inbox(user, "notif"), "x"),
          JSON.stringify({ topic: own, data: "%%" }),
          "{",
          "null",
          "{}",
          JSON.stringify({
            eventType: "connected",
            clientId: "iotconsole-1",
            sessionIdentifier: "s",
            versionNumber: 0
          }),
          JSON.stringify({ eventType: "exploded" })
        ])
        assert.deepStrictEqual(again, [])
        assert.deepStrictEqual(reports.map(({ text }) => text.slice(0, 30)), [
          `{"st":"active","n":"ä"}`,
          "x".repeat(30)
        ])
        assert.deepStrictEqual(reports[0], { user, device, kind: "presence", text: `{"st":"active","n":"ä"}` })
      }))

    it.effect("only what failed comes again", () =>
      Effect.gen(function*() {
        const own = Topics.report(someone(), device, "typing")
        const { again, reports } = yield* handled(["well", "away", "dies", "fine"].map((text) => said(own, text)))
        assert.deepStrictEqual(again, ["m1", "m2"])
        assert.deepStrictEqual(reports.map(({ text }) => text), ["well", "fine"])
      }))

    it.effect("a connection is known from the moment it is asked for until it is over", () =>
      Effect.gen(function*() {
        const user = someone()
        yield* announce(user)
        assert.deepStrictEqual(yield* sessions(user), [undefined])
        yield* handled([lifecycle("connected", user, "s1", 0)])
        yield* handled([lifecycle("connected", user, "s1", 0)])
        assert.deepStrictEqual(yield* sessions(user), ["s1"])
        yield* handled([lifecycle("disconnected", user, "s1", 0)])
        yield* handled([lifecycle("disconnected", user, "s1", 0)])
        assert.deepStrictEqual(yield* sessions(user), [])
      }))

    it.effect("the end of an earlier connection, told late, does not end a later one", () =>
      Effect.gen(function*() {
        const user = someone()
        yield* announce(user)
        yield* handled([lifecycle("connected", user, "s1", 0)])
        yield* announce(user, 1000)
        yield* handled([lifecycle("connected", user, "s2", 1)])
        yield* handled([lifecycle("disconnected", user, "s1", 0)])
        assert.deepStrictEqual(yield* sessions(user), ["s2", "s2"])
        // nor does its beginning, told later still
        yield* handled([lifecycle("connected", user, "s1", 0), lifecycle("disconnected", user, "s1", 0)])
        assert.deepStrictEqual(yield* sessions(user), ["s2", "s2"])
      }))

    it.effect("an end that is told before its beginning leaves what is then taken for void", () =>
      Effect.gen(function*() {
        const user = someone()
        yield* announce(user)
        yield* handled([lifecycle("disconnected", user, "s1", 0)])
        yield* handled([lifecycle("connected", user, "s1", 0)])
        assert.deepStrictEqual(yield* sessions(user), ["s1"])
        // and a beginning of which nothing is known any more
        const other = someone()
        yield* handled([lifecycle("connected", other, "s9", 4)])
        const [unknown] = yield* Connections.ofUser(other)
        assert.deepStrictEqual([unknown?.claims.exp, unknown?.claims.rel, unknown?.session], [0, null, "s9"])
      }))

    it.effect("a connection that says it is there after its user was cut off is ended", () =>
      Effect.gen(function*() {
        const user = someone()
        const page = yield* open(user)
        yield* Effect.sleep("50 millis")
        // the floor alone: as if whoever cut the user off had come a moment too early to find the connection
        yield* Floors.cut(user)
        assert.isTrue(page.isOpen())
        yield* handled([lifecycle("connected", user, "s7", 7)])
        yield* page.closed.pipe(Effect.timeout("20 seconds"))
        assert.deepStrictEqual(yield* Connections.ofUser(user), [])
      }).pipe(Effect.scoped))

    it.effect("a connection that holds stays, whatever is told twice", () =>
      Effect.gen(function*() {
        const user = someone()
        const page = yield* open(user)
        for (let n = 0; n < 3; n++) yield* handled([lifecycle("connected", user, "s1", n)])
        yield* Effect.sleep("50 millis")
        assert.isTrue(page.isOpen())
      }).pipe(Effect.scoped))
  })
})
