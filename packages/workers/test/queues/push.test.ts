import { assert, describe } from "@effect/vitest"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { Answer } from "@lumi/core/push/PushService"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Story } from "@lumi/core/testing"
import { end } from "@lumi/core/testing/contracts/Couples"
import { DateTime, Duration, Effect, Option } from "effect"
import { TestClock } from "effect/testing"
import { delivered, device, listed, nothing, pass, read, Services, stats, test, working } from "./pushWorld.ts"

describe("What is pushed", () => {
  test(
    "reaches every browser once, in the words of whoever wrote it, until the receiver's day is over",
    Effect.gen(function*() {
      const services = yield* Services
      const { devices, second } = yield* delivered(["a.example.org", "b.example.org"])
      yield* working
      yield* pass("10 seconds")
      assert.sameMembers(services.sent.map(({ endpoint }) => endpoint), devices.map(({ endpoint }) => endpoint))
      const [one, other] = services.sent
      assert.include(read(one), { title: "Ada says", body: "You are my lighthouse.", lang: "en" })
      assert.strictEqual(one?.message.topic, other?.message.topic)
      assert.match(one?.message.topic ?? "", /^[\w-]{32}$/)
      // sixteen hours are left of the day in UTC
      assert.isTrue(Duration.between(one!.message.ttl, { minimum: Duration.hours(15), maximum: Duration.hours(16) }))
      assert.deepStrictEqual(yield* stats, nothing)
      for (const { acceptedAt, taken } of yield* listed(second)) {
        assert.isTrue(Option.isSome(acceptedAt))
        assert.lengthOf(taken, 1)
      }
    })
  )

  test(
    "is not even queued for whoever has no browser that wants it",
    Effect.gen(function*() {
      yield* delivered([])
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "is in the language of whoever gets it",
    Effect.gen(function*() {
      const services = yield* Services
      const accounts = yield* AccountStore
      const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
      yield* accounts.update(second.id, { ...second, language: "de" })
      yield* Story.write(relationship, first, "Du bist mein Leuchtturm.")
      yield* device(second)
      yield* Story.deliver(relationship, second)
      yield* working
      yield* pass("5 seconds")
      assert.strictEqual(read(services.sent[0]).title, "Ada sagt")
    })
  )

  test(
    "is nothing where it was read already, where the day is over, where an account is disabled, where they are no couple any more",
    Effect.gen(function*() {
      const services = yield* Services
      const notifications = yield* NotificationStore
      const accounts = yield* AccountStore
      const read = yield* delivered()
      const [record] = (yield* notifications.list(read.second.id, Option.none(), 1)).items
      yield* notifications.markRead(read.second.id, record!.id, yield* DateTime.now)
      const disabled = yield* delivered()
      yield* accounts.setDisabled(disabled.second.id, Option.some(yield* DateTime.now))
      const parted = yield* delivered()
      yield* end(parted.relationship.id)
      yield* Effect.scoped(Effect.andThen(working, pass("5 seconds")))
      assert.isEmpty(services.sent)
      yield* delivered()
      yield* TestClock.adjust("16 hours")
      yield* working
      yield* pass("5 seconds")
      assert.isEmpty(services.sent)
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "403 is for the operator: the subscription stays, and the job is a dead letter with its reason and no words",
    Effect.gen(function*() {
      const services = yield* Services
      const queue = yield* JobQueue
      services.answer = () => Answer.Refused({ reason: "answered 403" })
      const { second } = yield* delivered()
      yield* working
      yield* pass("5 seconds")
      const [letter] = yield* queue.deadLetters("push", 10)
      assert.strictEqual(letter?.reason, "answered 403")
      assert.notInclude(JSON.stringify(letter), "lighthouse")
      const [kept] = yield* listed(second)
      assert.deepStrictEqual([kept?.failures, kept?.error], [1, "answered 403"])
      yield* pass("2 hours")
      assert.lengthOf(services.sent, 1, "nothing is tried while only the operator can help")
      services.answer = () => Answer.Taken()
      yield* queue.redrive("push", 10)
      yield* pass("5 seconds")
      assert.deepStrictEqual(yield* stats, nothing)
      assert.strictEqual((yield* listed(second))[0]?.error, null)
    })
  )

  test(
    "413 is told once more in fewer bytes",
    Effect.gen(function*() {
      const services = yield* Services
      services.answer = () =>
        services.sent.at(-1)!.message.text.includes("lighthouse") ? Answer.TooLong() : Answer.Taken()
      yield* delivered()
      yield* working
      yield* pass("5 seconds")
      assert.lengthOf(services.sent, 2)
      assert.include(read(services.sent[1]), { title: "Something from Ada", body: "" })
      assert.strictEqual(read(services.sent[0]).tag, read(services.sent[1]).tag)
      assert.deepStrictEqual(yield* stats, nothing)
    })
  )

  test(
    "queued twice it is told once",
    Effect.gen(function*() {
      const services = yield* Services
      const queue = yield* JobQueue
      yield* delivered()
      const [job] = yield* queue.receive("push", { max: 1, visibility: "30 seconds", wait: "0 seconds" })
      yield* queue.send("push", [job!.body, job!.body])
      yield* queue.release("push", [job!])
      yield* working
      yield* pass("1 minute")
      assert.isAtMost(new Set(services.sent.map(({ message }) => message.topic)).size, 1)
      assert.deepStrictEqual(yield* stats, nothing)
      yield* queue.send("push", [job!.body])
      const before = services.sent.length
      yield* pass("5 seconds")
      assert.lengthOf(services.sent, before)
    })
  )
})
