import { assert, it } from "@effect/vitest"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { ExtraId } from "@lumi/core/affirmations/Extra"
import * as Sending from "@lumi/core/affirmations/Sending"
import * as SendNow from "@lumi/core/affirmations/SendNow"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Memory, Story } from "@lumi/core/testing"
import { Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { TestClock } from "effect/testing"
import { handler } from "../../src/queues/affirmations.ts"
import * as Consume from "../../src/queues/consume.ts"

const taken = JobQueue.use((queue) =>
  queue.receive("affirmations", { max: 500, visibility: "1 minute", wait: "0 seconds" })
)

it.effect("the daily one comes at once and the extra after ten seconds, from one queue, whatever else lies in it", () =>
  Effect.gen(function*() {
    const deliveries = yield* DeliveryStore
    const queue = yield* JobQueue
    const random = yield* SecureRandom.SecureRandom
    yield* TestClock.setTime(Date.parse("2026-12-01T07:00:00Z"))
    const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
    yield* Story.write(relationship, first, "one", "two")
    const member = { user: first, partner: second.id, side: "first", relationship } as const
    const job = yield* Story.jobOf(relationship, second)
    yield* SendNow.ask(member, ExtraId.make(yield* random.uuidV7()), Option.none())
    yield* Sending.queue([job])
    yield* queue.send("affirmations", [{ extra: "no id", receiver: second.id, date: job.date }])
    const sent = Effect.map(
      deliveries.onDays([job, { ...job, kind: "extra" }]),
      (found) => found.map(Option.exists(({ sentAt }) => Option.isSome(sentAt)))
    )

    const early = yield* taken
    assert.strictEqual(early.length, 2)
    yield* Consume.workOff(handler, early)
    assert.deepStrictEqual(yield* sent, [true, false])
    yield* TestClock.adjust("9 seconds")
    assert.deepStrictEqual(yield* taken, [])
    yield* TestClock.adjust("1 second")
    yield* Consume.workOff(handler, yield* taken)
    assert.deepStrictEqual(yield* sent, [true, true])
    assert.deepStrictEqual(yield* queue.stats("affirmations"), { ready: 0, inFlight: 0, delayed: 0, dead: 1 })
    const [dead] = yield* queue.deadLetters("affirmations", 10)
    assert.match(dead!.reason, /^not understood: /)
  }).pipe(Effect.provide(Memory.layer)))
