import { assert, it } from "@effect/vitest"
import { testJobQueue } from "@lumi/adapters-aws/testing/Queues"
import { testStores } from "@lumi/adapters-aws/testing/Stores"
import { withDynamo } from "@lumi/adapters-aws/testing/Table"
import * as Stores from "@lumi/adapters-local/Stores"
import { throwAwayDatabase } from "@lumi/adapters-local/testing"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { WallTime } from "@lumi/core/affirmations/Slot"
import { LocalDate } from "@lumi/core/LocalDate"
import type { Ports } from "@lumi/core/Ports"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Memory, Story } from "@lumi/core/testing"
import { utc } from "@lumi/core/Zone"
import { DateTime, Duration, Effect, Layer, Option, Schedule } from "effect"
import { affirmations } from "../../src/queues/affirmations.ts"
import { due } from "../../src/queues/due.ts"

const quarter = Duration.toMillis("15 minutes")

/** Three couples whose hour came some minutes ago, on a schedule that has not looked since. */
const couplesInTheirHour = Effect.gen(function*() {
  const schedule = yield* AffirmationSchedule
  const now = yield* DateTime.now
  const hour = DateTime.makeUnsafe(Math.floor(DateTime.toEpochMillis(now) / quarter) * quarter)
  const slot = {
    zone: utc,
    time: WallTime.make(DateTime.formatIso(hour).slice(11, 16)),
    from: LocalDate.make(DateTime.formatIsoDateUtc(hour))
  }
  yield* schedule.advance(DateTime.subtract(hour, { seconds: 1 }))
  return yield* Effect.forEach([1, 2, 3], () =>
    Effect.gen(function*() {
      const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
      yield* Story.write(relationship, first, "one", "two")
      yield* schedule.set({ receiver: second.id, relationship: relationship.id, ...slot })
      return { receiver: second.id, date: slot.from }
    }))
})

/** From the tick to the inbox, by the two workers that every process of this family runs. */
const soon = <E>(name: string, family: Layer.Layer<Ports | Layer.Success<typeof Memory.layer>, E>) =>
  it.live(`a handful of people have theirs soon after the tick (${name})`, () =>
    Effect.gen(function*() {
      const deliveries = yield* DeliveryStore
      const queue = yield* JobQueue
      const days = yield* couplesInTheirHour
      // what nobody understands is ahead of everybody, and holds up nobody
      for (const one of ["due", "affirmations"] as const) yield* queue.send(one, [{ nonsense: true }])
      yield* Effect.forkScoped(due)
      yield* Effect.forkScoped(affirmations)
      const [took] = yield* Effect.timed(Effect.andThen(
        Pipeline.enqueueDue(),
        deliveries.onDays(days).pipe(
          Effect.repeat({
            schedule: Schedule.spaced("10 millis"),
            until: (given) => given.every(Option.exists(({ sentAt }) => Option.isSome(sentAt)))
          })
        )
      ))
      process.stdout.write(`${name}: delivered ${Math.round(Duration.toMillis(took))} ms after the tick\n`)
      assert.isBelow(Duration.toMillis(took), 20_000)
      for (const one of ["due", "affirmations"] as const) {
        const dead = yield* queue.deadLetters(one, 10).pipe(
          Effect.repeat({ schedule: Schedule.spaced("20 millis"), until: (letters) => letters.length > 0 })
        )
        assert.deepStrictEqual(dead.map(({ body }) => body), [{ nonsense: true }])
      }
    }).pipe(Effect.scoped, Effect.provide(family)))

soon("memory", Memory.layer)
soon("Postgres", Stores.layer.pipe(Layer.provideMerge(throwAwayDatabase), Layer.provideMerge(Memory.layer)))
withDynamo(() =>
  soon("DynamoDB and SQS emulators", Layer.merge(testStores, testJobQueue).pipe(Layer.provideMerge(Memory.layer)))
)
