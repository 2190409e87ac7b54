import { assert, describe } from "@effect/vitest"
import { Answer } from "@lumi/core/push/PushService"
import { PushSubscriptionStore } from "@lumi/core/push/PushSubscriptionStore"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { DateTime, Duration, Effect, Option } from "effect"
import { busy, delivered, listed, nothing, pass, read, Services, stats, test, working } from "./pushWorld.ts"

describe("What is pushed when something fails", () => {
  test(
    "fault 12: 429 with Retry-After: it waits as it is told, for an hour at most, and asks nothing meanwhile",
    Effect.gen(function*() {
      const services = yield* Services
      let after = Duration.minutes(7)
      services.answer = () => Answer.NotNow({ reason: "answered 429", after: Option.some(after), works: true })
      yield* delivered()
      yield* working
      yield* pass("6 minutes")
      assert.deepStrictEqual(services.sent.map(({ minute }) => Math.floor(minute)), [0])
      after = Duration.hours(9)
      yield* pass("2 minutes")
      assert.deepStrictEqual(services.sent.map(({ minute }) => Math.floor(minute)), [0, 7])
      yield* pass("58 minutes")
      assert.lengthOf(services.sent, 2)
      services.answer = () => Answer.Taken()
      yield* pass("2 minutes")
      assert.deepStrictEqual(services.sent.map(({ minute }) => Math.floor(minute)), [0, 7, 67])
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "fault 13: 5xx for ten minutes: the breaker opens, budgets stay untouched, and all of it arrives afterwards",
    Effect.gen(function*() {
      const services = yield* Services
      services.answer = () => busy()
      for (let n = 0; n < 5; n++) yield* delivered()
      yield* working
      yield* pass("5 seconds")
      assert.lengthOf(services.sent, 5, "five in a row are asked before it is known")
      const late = yield* Effect.forEach(Array.from({ length: 20 }), () => delivered())
      yield* pass("10 minutes")
      const during = services.sent.length
      // a probe a minute, and none of the twenty was asked more often than that
      assert.isAtMost(during, 5 + 10)
      assert.isAtLeast(during, 5 + 4)
      assert.deepStrictEqual((yield* stats).dead, 0)
      services.answer = () => Answer.Taken()
      yield* pass("2 hours")
      const got = new Set(services.sent.slice(during).map(({ endpoint }) => endpoint))
      for (const { devices } of late) assert.isTrue(got.has(devices[0]!.endpoint))
      assert.strictEqual(got.size, 25)
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "fault 14: 410 of one browser: it is forgotten, and the other one gets it, once",
    Effect.gen(function*() {
      const services = yield* Services
      services.answer = ({ endpoint }) => endpoint.includes("gone") ? Answer.Gone() : Answer.Taken()
      const { devices, second } = yield* delivered(["gone.example.org", "b.example.org"])
      yield* working
      yield* pass("2 hours")
      assert.lengthOf(services.sent, 2)
      assert.deepStrictEqual((yield* listed(second)).map(({ id }) => id), [devices[1]!.id])
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "fault 16: accepted and then cut: it is sent again under the same topic and tag, to that browser alone",
    Effect.gen(function*() {
      const services = yield* Services
      let cut = true
      services.answer = ({ endpoint }) => {
        if (!cut || !endpoint.includes("cut")) return Answer.Taken()
        cut = false
        return busy("ECONNRESET")
      }
      yield* delivered(["cut.example.org", "b.example.org"])
      yield* working
      yield* pass("15 minutes")
      const hosts = services.sent.map(({ endpoint }) => new URL(endpoint).host).toSorted()
      assert.deepStrictEqual(hosts, ["b.example.org", "cut.example.org", "cut.example.org"])
      assert.strictEqual(new Set(services.sent.map(({ message }) => message.topic)).size, 1)
      assert.strictEqual(new Set(services.sent.map((one) => read(one).tag)).size, 1)
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "what fails by itself is tried three times more, then it is a dead letter; the other browser has long had it",
    Effect.gen(function*() {
      const services = yield* Services
      const queue = yield* JobQueue
      services.answer = ({ endpoint }) =>
        endpoint.includes("bad")
          ? Answer.NotNow({ reason: "answered 429", after: Option.none(), works: true })
          : Answer.Taken()
      yield* delivered(["bad.example.org", "b.example.org"])
      yield* working
      yield* pass("2 hours")
      const of = (host: string) => services.sent.filter(({ endpoint }) => endpoint.includes(host)).length
      assert.deepStrictEqual([of("bad."), of("b.example")], [4, 1])
      const [letter] = yield* queue.deadLetters("push", 10)
      assert.strictEqual(letter?.reason, "failed 4 times: answered 429")
    })
  )

  test(
    "a worker that is killed after one browser had it tells only the others when the job comes again",
    Effect.gen(function*() {
      const services = yield* Services
      const queue = yield* JobQueue
      const { devices } = yield* delivered(["a.example.org", "b.example.org"])
      const [job] = yield* queue.receive("push", { max: 1, visibility: "30 seconds", wait: "0 seconds" })
      const store = yield* PushSubscriptionStore
      const [first] = devices
      // as far as it got
      const notification = (job!.body as { readonly notification: never }).notification
      yield* store.markTaken(first!.user, first!.id, yield* DateTime.now, notification)
      yield* working
      yield* pass("1 minute")
      assert.deepStrictEqual(services.sent.map(({ endpoint }) => endpoint), [devices[1]!.endpoint])
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )
})
