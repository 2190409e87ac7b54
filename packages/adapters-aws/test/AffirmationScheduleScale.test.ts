import { assert, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { breakfast, type Slot, WallTime } from "@lumi/core/affirmations/Slot"
import { LocalDate } from "@lumi/core/LocalDate"
import { Epoch, Relationship, RelationshipId } from "@lumi/core/relationships/Relationship"
import { Zone } from "@lumi/core/Zone"
import { DateTime, Effect, Option } from "effect"
import { Dynamo } from "../src/Dynamo.ts"
import { membershipOf } from "../src/dynamo/Couples.ts"
import { Meter } from "../src/dynamo/Meter.ts"
import * as Slots from "../src/dynamo/Slots.ts"
import { counter } from "../testing/Budgets.ts"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

const date = LocalDate.make("2026-11-25")
const id = (part: number, n: number) =>
  `019845e1-${String(part).padStart(4, "0")}-7b02-a706-${String(n).padStart(12, "0")}`
const due = 30

/** Others have another hour of that zone, or that hour elsewhere. */
const berlin: Slot = { zone: Zone.make("Europe/Berlin"), time: breakfast }
const others: ReadonlyArray<Slot> = [
  { ...berlin, time: WallTime.make("20:00") },
  { ...berlin, zone: Zone.make("America/New_York") }
]

const couple = (n: number) =>
  new Relationship({
    id: RelationshipId.make(id(1, n)),
    first: UserId.make(id(2, n)),
    second: UserId.make(id(3, n)),
    state: "active",
    epoch: Epoch.make(1),
    since: date,
    createdAt: DateTime.makeUnsafe("2026-11-01T00:00:00Z")
  })

/** Receivers from one number to another, with these slots by turns. */
const populate = Effect.fnUntraced(function*(from: number, to: number, slots: ReadonlyArray<Slot>) {
  const dynamo = yield* Dynamo
  yield* dynamo.putMany(slots.map(Slots.registration))
  const receivers = Array.from({ length: to - from }, (_, i) => couple(from + i))
  yield* dynamo.putMany(receivers.flatMap((relationship, i) => [
    membershipOf(relationship, relationship.first),
    Slots.itemOf({
      receiver: relationship.first,
      relationship: relationship.id,
      ...slots[i % slots.length]!,
      from: date
    })
  ]))
})

/** What a tick and its workers ask for until they know everybody who is due. */
const finding = Effect.gen(function*() {
  const schedule = yield* AffirmationSchedule
  const { take, use } = counter()
  const found = yield* Effect.gen(function*() {
    let found = 0
    for (const part of yield* schedule.parts([{ ...berlin, date, at: DateTime.makeUnsafe("2026-11-25T07:00:00Z") }])) {
      found += (yield* schedule.due(part, Option.none(), 500)).items.length
    }
    return found
  }).pipe(Effect.provideService(Meter, use))
  return { found, ...take() }
})

withDynamo(() => {
  withLayer(testStores, { timeout: "4 minutes", excludeTestServices: true })(
    "Finding who is due, on DynamoDB",
    (it) => {
      it.effect("asks and reads as much among ten times as many schedules as among those who are due alone", () =>
        Effect.gen(function*() {
          yield* populate(0, due, [berlin])
          const alone = yield* finding
          yield* populate(due, 10 * due, others)
          const among = yield* finding
          process.stdout.write(
            `to find ${due} who are due alone and among ${
              10 * due
            }: ${alone.requests} and ${among.requests} requests, ` +
              `${alone.read} and ${among.read} units\n`
          )
          assert.strictEqual(alone.found, due)
          assert.strictEqual(among.found, due)
          assert.strictEqual(among.requests, alone.requests)
          assert.isAtMost(among.read, 1.2 * alone.read)
        }))
    }
  )
})
