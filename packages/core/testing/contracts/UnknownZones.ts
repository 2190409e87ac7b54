import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import type { Account, UserId } from "../../src/accounts/Account.ts"
import { AccountStore } from "../../src/accounts/AccountStore.ts"
import { AffirmationSchedule } from "../../src/affirmations/AffirmationSchedule.ts"
import { ofPart } from "../../src/affirmations/DailyJob.ts"
import * as Due from "../../src/affirmations/Due.ts"
import * as DueJob from "../../src/affirmations/DueJob.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import * as Schedule from "../../src/affirmations/Schedule.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import * as UnknownZones from "../../src/affirmations/UnknownZones.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import type { Relationship } from "../../src/relationships/Relationship.ts"
import { all, utc, Zone } from "../../src/Zone.ts"
import * as Story from "../Story.ts"
import type { System } from "./Pipeline.ts"
import { asOf } from "./Ticks.ts"

const date = LocalDate.make("2001-03-01")
const time = WallTime.make("00:15")
const hour = DateTime.makeUnsafe(`${date}T${time}:00Z`)

/** Somebody who gets affirmations at a quarter past midnight, UTC. */
const receiver = Effect.fnUntraced(function*() {
  const schedule = yield* AffirmationSchedule
  const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
  yield* Story.write(relationship, first, "one", "two")
  yield* schedule.set({ receiver: second.id, relationship: relationship.id, zone: utc, time, from: date })
  return { relationship, second }
})

/** The jobs of everybody who is due within the minute, as a tick and a queue make them. */
const jobsAt = Effect.fnUntraced(function*(instant: DateTime.Utc) {
  const schedule = yield* AffirmationSchedule
  const parts = yield* schedule.parts(Due.slots(all, DateTime.subtract(instant, { minutes: 1 }), instant))
  const jobs = yield* Effect.forEach(
    parts,
    Effect.fnUntraced(function*(cut) {
      const { part } = yield* Effect.fromResult(DueJob.decode(DueJob.encode({ part: cut, after: Option.none() })))
      // one at a time: pages go on in the right place
      const found = []
      let after = Option.none<string>()
      do {
        const page = yield* schedule.due(part, after, 1)
        found.push(...ofPart(part, page.items))
        after = page.next
      } while (Option.isSome(after))
      return found
    })
  )
  return jobs.flat()
})

const jobsOf = (people: ReadonlyArray<{ readonly second: Account }>, instant: DateTime.Utc) =>
  Effect.map(
    jobsAt(instant),
    (jobs) =>
      people.map(({ second }) =>
        jobs.filter(({ receiver }) => receiver === second.id).map(({ date, zone }) => ({ date, zone }))
      )
  )

const counted = Effect.map(asOf(hour)(UnknownZones.count()), (counts) => counts.get("Mars/Phobos") ?? 0)

const movesTo = (second: Account, relationship: Relationship, zone: Zone) =>
  asOf(DateTime.add(hour, { hours: 1 }))(Schedule.move(second, relationship, zone))

/**
 * What becomes of receivers whose zone was stored by a machine that knew it, when this one does not. `keep` writes such a
 * name where the family keeps the account and the slot from `date` on.
 */
export const suite = <E, E1, R1>(
  name: string,
  layer: Layer.Layer<System | R1, E>,
  keep: (receiver: UserId, date: LocalDate, zone: string) => Effect.Effect<unknown, E1, R1>
) =>
  withLayer(layer, { excludeTestServices: true, timeout: "60 seconds" })(`zones that are not known (${name})`, (it) => {
    it.effect("count as UTC, harm nobody, are counted, and can be changed for another", () =>
      Effect.gen(function*() {
        const accounts = yield* AccountStore
        const people = yield* Effect.all([receiver(), receiver(), receiver()])
        const [stranger, , renamed] = people
        const before = yield* counted
        yield* keep(stranger.second.id, date, "Mars/Phobos")
        yield* keep(renamed.second.id, date, "Etc/UCT")

        assert.strictEqual((yield* counted) - before, 1)
        // a page of accounts has all of them
        const found = yield* accounts.findMany(people.map(({ second }) => second.id))
        assert.deepStrictEqual(found.map(({ zone }) => zone), [utc, utc, utc])
        const account = yield* accounts.find(stranger.second.id)
        const { slot } = yield* asOf(hour)(Schedule.of(account))
        assert.deepStrictEqual({ zone: slot.zone, time: slot.time }, { zone: utc, time })

        const due = { date, zone: utc }
        assert.deepStrictEqual(yield* jobsOf(people, hour), [[due], [due], [due]])
        const theirs = (yield* jobsAt(hour)).filter((job) => people.some(({ second }) => second.id === job.receiver))
        assert.deepStrictEqual(yield* asOf(hour)(Pipeline.deliver(theirs)), ["sent", "sent", "sent"])

        const berlin = Zone.make("Europe/Berlin")
        yield* movesTo(account, stranger.relationship, berlin)
        const tomorrow = { ...due, date: plus(date, 1) }
        const there = DateTime.makeUnsafe(`${date}T23:15:00Z`)
        assert.deepStrictEqual(yield* jobsOf(people, there), [[{ ...tomorrow, zone: berlin }], [], []])
        const next = DateTime.add(hour, { days: 1 })
        assert.deepStrictEqual(yield* jobsOf(people, next), [[], [tomorrow], [tomorrow]])
        const later = asOf(DateTime.add(next, { days: 1 }))(UnknownZones.count())
        assert.strictEqual(((yield* later).get("Mars/Phobos") ?? 0) - before, 0)
      }))
  })
