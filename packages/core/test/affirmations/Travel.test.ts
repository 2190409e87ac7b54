import { assert, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { TestClock } from "effect/testing"
import { AffirmationSchedule, on } from "../../src/affirmations/AffirmationSchedule.ts"
import * as Due from "../../src/affirmations/Due.ts"
import * as Schedule from "../../src/affirmations/Schedule.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { Zone } from "../../src/Zone.ts"
import { Memory, Story } from "../../testing/memory/index.ts"

const zones = ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati"]
  .map((zone) => Zone.make(zone))
const times = ["00:00", "08:00", "23:45"].map((time) => WallTime.make(time))
const hours = Array.from({ length: 12 }, (_, n) => 2 * n)
const dates = Array.from({ length: 8 }, (_, day) => plus(LocalDate.make("2026-11-25"), day))

/** When each date's affirmation comes by what a schedule says now. */
const instants = Effect.fnUntraced(function*(receiver: Parameters<typeof Schedule.of>[0]) {
  const slots = yield* (yield* AffirmationSchedule).of(receiver.id)
  return dates.map((date) => {
    const slot = on(slots, date)
    return slot === undefined ? -Infinity : DateTime.toEpochMillis(Due.instant(slot, date))
  })
})

it.effect(
  "whoever flies twice in a day, at whatever hour and wherever to, misses no date",
  () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 10, 24, 20))
      const [ada, ben] = yield* Effect.all([Story.person("Ada", "Europe/Berlin"), Story.person("Ben", "Europe/Berlin")])
      const relationship = yield* Story.pair(ada, ben)
      const schedule = yield* AffirmationSchedule
      const holder = { receiver: ben.id, relationship: relationship.id }
      for (const home of zones) {
        for (const time of times) {
          for (const hour of hours) {
            for (const [first, second] of zones.flatMap((one) => zones.map((other) => [one, other] as const))) {
              yield* schedule.set({ ...holder, zone: home, time, from: plus(dates[0]!, -3) })
              for (const [zone, at] of [[first, hour], [second, hour + 5]] as const) {
                const now = Date.UTC(2026, 10, 27, at)
                yield* TestClock.setTime(now)
                const before = yield* instants(ben)
                yield* Schedule.move(ben, relationship, zone)
                const after = yield* instants(ben)
                // what was to come is still to come: nothing else than its hour changes
                const lost = dates.filter((_, day) => before[day]! > now && after[day]! <= now)
                assert.deepStrictEqual(lost, [], `${home} ${time}, to ${first} then ${second} at ${at}:00 UTC`)
              }
            }
          }
        }
      }
    }).pipe(Effect.provide(Memory.layer)),
  60_000
)
