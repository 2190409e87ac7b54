import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Queue, References } from "effect"
import { Realtime } from "../../src/realtime/Realtime.ts"
import { type Report, Reports } from "../../src/realtime/Reports.ts"
import * as Topics from "../../src/realtime/Topics.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import type { Page, Pages } from "../memory/Realtime.ts"
import { devices, hears, listen, notif, open, someone, soon } from "./OpenPages.ts"

/** What comes next is what a page says now: what was said before reached nobody. */
const hearsOnly = Effect.fnUntraced(function*(reports: Queue.Queue<Report>, page: Page, topic: string) {
  yield* page.publish(topic, "and this", { qos: 1 })
  assert.strictEqual((yield* soon(Queue.take(reports))).text, "and this")
  yield* Effect.sleep("30 millis")
  assert.strictEqual(yield* Queue.size(reports), 0)
})

/** What every feed of reports must do, as pages and whoever runs it see it. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<Reports | Realtime | Pages, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`Reports (${name})`, (it) => {
    it.effect("a page's own report is heard with who said it", () =>
      Effect.gen(function*() {
        const ada = someone()
        const reports = yield* listen
        const page = yield* open(ada)
        yield* page.publish(Topics.report(ada, devices("device-1"), "presence"), `{"v":1}`, { qos: 1 })
        const report = yield* soon(Queue.take(reports))
        assert.deepStrictEqual(report, { user: ada, device: devices("device-1"), kind: "presence", text: `{"v":1}` })
      }).pipe(Effect.scoped))

    it.effect("the last will is said when a page vanishes, and not when it leaves", () =>
      Effect.gen(function*() {
        const ada = someone()
        const reports = yield* listen
        const will = (device: string) => ({
          topic: Topics.report(ada, devices(device), "presence"),
          text: `{"st":"gone","dev":"${device}"}`
        })
        const polite = yield* open(ada, "polite-1", { will: will("polite-1") })
        const dying = yield* open(ada, "dying-01", { will: will("dying-01") })
        yield* polite.leave
        yield* dying.vanish
        const report = yield* soon(Queue.take(reports))
        assert.strictEqual(report.device, "dying-01")
        yield* Effect.sleep("100 millis")
        assert.strictEqual(yield* Queue.size(reports), 0)
      }).pipe(Effect.scoped))

    it.effect("foreign and retained messages end the connection and reach nobody", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const his = yield* open(ben)
        const reports = yield* listen
        const own = Topics.report(ada, devices("device-1"), "typing")
        const tries: ReadonlyArray<readonly [string, string, { readonly retain?: boolean }?]> = [
          [Topics.inbox(ben, "notif"), "spoof"],
          [Topics.inbox(ada, "notif"), "spoof"],
          [Topics.report(ben, devices("device-1"), "presence"), "spoof"],
          [Topics.report(ada, devices("device-2"), "presence"), "spoof"],
          ["$SYS/broker", "spoof"],
          [`${own}/more`, "spoof"],
          [own, "kept", { retain: true }]
        ]
        for (const [topic, text, options] of tries) {
          const page = yield* open(ada)
          yield* page.publish(topic, text, { qos: 1, ...options })
          yield* soon(page.closed)
        }
        yield* hears(his, 0)
        yield* hearsOnly(reports, yield* open(ada), own)
      }).pipe(Effect.scoped))

    // whether it also ends the connection is the broker's own affair
    it.effect("a report that is too large reaches nobody", () =>
      Effect.gen(function*() {
        const ada = someone()
        const reports = yield* listen
        const own = Topics.report(ada, devices("device-1"), "typing")
        for (const bytes of [Topics.maxReportBytes + 1, 128 * 1024]) {
          const page = yield* open(ada)
          yield* page.publish(own, "x".repeat(bytes), { qos: 1 })
          yield* Effect.timeoutOption(page.closed, "200 millis")
        }
        yield* hearsOnly(reports, yield* open(ada), own)
      }).pipe(Effect.scoped))

    it.effect("of a flood a part is heard, and its neighbours go on", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const reports = yield* listen
        const [page, his] = [yield* open(ada), yield* open(ben)]
        const own = Topics.report(ada, devices("device-1"), "typing")
        for (let i = 0; i < 400; i++) yield* page.publish(own, `{"n":${i}}`, { qos: 0 })
        yield* Realtime.use((realtime) => realtime.publish(notif(ben)))
        yield* hears(his, 1)
        yield* Effect.sleep("1 second")
        const { length } = yield* Queue.clear(reports)
        assert.isTrue(length > 0 && length < 400)
      }).pipe(Effect.scoped))

    it.effect("whoever fails at one report hears the next", () =>
      Effect.gen(function*() {
        const ada = someone()
        const feed = yield* Reports
        const heard = yield* Queue.unbounded<string>()
        yield* Effect.forkScoped(feed.run(({ text, user }) => {
          if (user === ada && text === "away") {
            return Effect.fail(new StoreUnavailable({ operation: "test", cause: "away" }))
          }
          return user === ada && text === "dies" ? Effect.die(text) : Queue.offer(heard, text)
        }))
        yield* Effect.sleep("50 millis")
        const page = yield* open(ada)
        const own = Topics.report(ada, devices("device-1"), "presence")
        for (const text of ["away", "dies", "well"]) yield* page.publish(own, text, { qos: 1 })
        assert.strictEqual(yield* soon(Queue.take(heard)), "well")
      }).pipe(Effect.scoped, Effect.provideService(References.MinimumLogLevel, "None")))
  })
