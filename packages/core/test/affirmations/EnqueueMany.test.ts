import { assert, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { UserId } from "../../src/accounts/Account.ts"
import { AffirmationSchedule } from "../../src/affirmations/AffirmationSchedule.ts"
import type { DuePart } from "../../src/affirmations/DuePart.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import { breakfast } from "../../src/affirmations/Slot.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { JobQueue } from "../../src/queue/JobQueue.ts"
import { RelationshipId } from "../../src/relationships/Relationship.ts"
import { utc } from "../../src/Zone.ts"

const part: DuePart = { slots: [{ zone: utc, time: breakfast, date: LocalDate.make("2026-11-25") }], shard: 0 }
const id = (n: number) => `019845e1-682f-7b02-a706-${String(n).padStart(12, "0")}`

it.effect("however many are due, one page of them is in memory", () => {
  const due = 20_000
  let queued = 0
  let unqueued = 0
  let most = 0
  const schedule = Layer.mock(AffirmationSchedule, {
    due: (_, after, limit) =>
      Effect.sync(() => {
        const first = Option.match(after, { onNone: () => 0, onSome: Number })
        const items = Array.from({ length: Math.min(limit, due - first) }, (_, n) => ({
          receiver: UserId.make(id(first + n)),
          relationship: RelationshipId.make(id(first + n)),
          slot: 0
        }))
        unqueued += items.length
        most = Math.max(most, unqueued)
        const next = first + items.length
        return { items, next: next < due ? Option.some(String(next)) : Option.none() }
      })
  })
  const queue = Layer.mock(JobQueue, {
    send: (_, bodies) =>
      Effect.sync(() => {
        queued += bodies.length
        unqueued -= bodies.length
      })
  })
  return Effect.gen(function*() {
    assert.strictEqual(yield* Pipeline.enqueuePart({ part, after: Option.none() }, Option.none()), due)
    assert.strictEqual(queued, due)
    assert.isAtMost(most, 500)
  }).pipe(Effect.provide(Layer.merge(schedule, queue)))
})
