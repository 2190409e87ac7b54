import { assert, it } from "@effect/vitest"
import * as Stores from "@lumi/adapters-local/Stores"
import { throwAwayDatabase } from "@lumi/adapters-local/testing"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { breakfast } from "@lumi/core/affirmations/Slot"
import { LocalDate, plus } from "@lumi/core/LocalDate"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { JobQueue, queues } from "@lumi/core/queue/JobQueue"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Memory, Story } from "@lumi/core/testing"
import { asOf } from "@lumi/core/testing/contracts/Ticks"
import { utc } from "@lumi/core/Zone"
import { DateTime, Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { handler as affirmations } from "../../src/queues/affirmations.ts"
import * as Consume from "../../src/queues/consume.ts"
import { handler as due } from "../../src/queues/due.ts"
import { type Fault, withFault } from "./nthCall.ts"

/** Works off a queue until there is nothing to be taken from it. */
const workOff = Effect.fnUntraced(function*<Job, R>(handler: Consume.Handler<Job, R>) {
  const queue = yield* JobQueue
  while ((yield* queue.stats(handler.queue)).ready > 0) yield* Consume.once(handler)
})

/** Everything that makes a day's affirmations: the tick, and a worker of each queue. */
const process = Effect.gen(function*() {
  yield* Pipeline.enqueueDue()
  yield* workOff(due(Option.none()))
  yield* workOff(affirmations)
})

/** What both of a couple have of a date, and what is left in the queues. */
const stateOf = Effect.fnUntraced(function*(couple: Effect.Success<ReturnType<typeof Story.couple>>, date: LocalDate) {
  const affirmations = yield* AffirmationStore
  const deliveries = yield* DeliveryStore
  const notifications = yield* NotificationStore
  const queue = yield* JobQueue
  const people = yield* Effect.forEach([couple.first, couple.second], ({ id }) =>
    Effect.gen(function*() {
      const [given] = yield* deliveries.onDays([{ receiver: id, date }])
      const { items } = yield* notifications.list(id, Option.none(), 10)
      const shelf = yield* affirmations.list({ relationship: couple.relationship.id, author: id }, Option.none(), 10)
      return {
        text: Option.getOrUndefined(given!)?.text,
        isSent: Option.exists(given!, ({ sentAt }) => Option.isSome(sentAt)),
        told: items.map(({ source }) => source === Option.getOrUndefined(given!)?.id),
        timesSent: shelf.items.map(({ timesSent }) => timesSent)
      }
    }))
  return { people, queues: yield* Effect.forEach(queues, (name) => queue.stats(name)) }
})

/** Runs a day with a fault in it, starts again until all is quiet, and gives what there is then. */
const day = Effect.fnUntraced(function*<R>(date: LocalDate, fault: Fault, hasten: Effect.Effect<unknown, unknown, R>) {
  const schedule = yield* AffirmationSchedule
  const relationships = yield* RelationshipStore
  const couple = yield* Story.couple("Ada", "Ben")
  const relationship = couple.relationship.id
  for (const person of [couple.first, couple.second]) {
    yield* Story.write(couple.relationship, person, `of ${person.name}`)
    yield* schedule.set({ receiver: person.id, relationship, zone: utc, time: breakfast, from: date })
  }
  const hour = DateTime.makeUnsafe(`${date}T${breakfast}:00Z`)
  yield* schedule.advance(DateTime.subtract(hour, { minutes: 1 }))
  const reached = yield* withFault(asOf(hour)(process), fault)
  for (const minutes of [1, 2]) {
    yield* hasten
    yield* asOf(DateTime.add(hour, { minutes }))(process)
  }
  const state = yield* stateOf(couple, date)
  yield* relationships.end(relationship)
  return { reached, state }
})

const quiet = { ready: 0, inFlight: 0, delayed: 0, dead: 0 }

/** SQLite's method: the first call goes wrong, then the second, and so on until there is none left to go wrong. */
const everyCall = Effect.fnUntraced(
  function*<R>(ways: ReadonlyArray<Omit<Fault, "call">>, hasten: Effect.Effect<unknown, unknown, R>) {
    let date = LocalDate.make("2001-05-01")
    const undisturbed = yield* day(date, { call: Infinity, when: "before", how: "dies" }, hasten)
    assert.isFalse(undisturbed.reached)
    assert.deepStrictEqual(undisturbed.state, {
      people: ["of Ben", "of Ada"].map((text) => ({ text, isSent: true, told: [true], timesSent: [1] })),
      queues: yield* Effect.forEach(queues, () => Effect.succeed(quiet))
    })
    const tried: Array<string> = []
    for (const { how, when } of ways) {
      for (let call = 1;; call++) {
        date = plus(date, 1)
        const { reached, state } = yield* day(date, { call, when, how }, hasten)
        assert.deepStrictEqual(state, undisturbed.state, `call ${call} ${how} ${when} it did anything`)
        if (reached) continue
        assert.isAbove(call, 12)
        tried.push(`${call - 1} ${how} ${when}`)
        break
      }
    }
    globalThis.process.stdout.write(`calls that went wrong, one at a time: ${tried.join(", ")}\n`)
  }
)

const ways = (["before", "after"] as const).map((when) => ({ when, how: "dies" }) as const)

it.effect(
  "whichever call goes wrong, the day ends as if none had (memory)",
  () =>
    everyCall([...ways, ...ways.map(({ when }) => ({ when, how: "fails" }) as const)], TestClock.adjust("31 seconds"))
      .pipe(
        Effect.provide(Memory.layer)
      ),
  120_000
)

// whoever died holds its jobs for thirty seconds by the clock of the database
const hasten = SqlClient.SqlClient.use((sql) =>
  sql`update job set visible_at = clock_timestamp() where dead_at is null`
)

it.live(
  "whichever call its process dies of, the day ends as if none had (Postgres)",
  () =>
    everyCall(ways, hasten).pipe(
      Effect.provide(Stores.layer.pipe(Layer.provideMerge(throwAwayDatabase), Layer.provideMerge(Memory.layer)))
    ),
  180_000
)
