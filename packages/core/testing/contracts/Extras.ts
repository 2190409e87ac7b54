import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { Delivery, type Place, placeOf } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { at, twenty } from "./Couples.ts"
import { deliveryOf, extraOf, written } from "./Given.ts"

/** What every DeliveryStore must do with the two deliveries that a date can bring: a part of its contract. */
export const suite = <R, E>(
  name: string,
  layer: Layer.Layer<DeliveryStore | AffirmationStore | InviteStore | R, E>
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`DeliveryStore, extras (${name})`, (it) => {
    it.effect("a date has a daily delivery and an extra one, each decided once", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const shelf = yield* AffirmationStore
        const { affirmations } = yield* written(3)
        const [daily, extra] = [deliveryOf(affirmations[0]!), extraOf(affirmations[1]!)]
        const key = { relationship: daily.relationship, receiver: daily.receiver, date: daily.date }
        yield* store.decide([extra])
        assert.deepStrictEqual(yield* store.onDays([key]), [Option.none()], "an extra is not the daily one")
        assert.deepStrictEqual(
          yield* store.decide([daily, extraOf(affirmations[2]!)]),
          [Option.some(daily), Option.some(extra)]
        )
        assert.deepStrictEqual(
          yield* store.onDays([{ ...key, kind: "extra" }, { ...key, kind: "daily" }, key]),
          [Option.some(extra), Option.some(daily), Option.some(daily)]
        )
        yield* store.markSent([{ ...key, kind: "extra" }], at(1))
        const marks = (yield* store.onDays([daily, extra])).map(Option.flatMap(({ sentAt }) => sentAt))
        assert.deepStrictEqual(marks, [Option.none(), Option.some(at(1))])
        const counts = yield* Effect.forEach(affirmations, (one) => shelf.find(one, one.id))
        assert.deepStrictEqual(counts.map(({ timesSent }) => timesSent), [1, 1, 0])
      }))

    it.effect("of twenty who decide the extra of a date at once, all get the same", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations } = yield* written(20)
        const decided = yield* twenty((n) =>
          store.decide([n % 2 === 0 ? extraOf(affirmations[n]!) : deliveryOf(affirmations[n]!)])
        )
        for (const [n, one] of decided.entries()) assert.deepStrictEqual(one, decided[n % 2])
        assert.notDeepEqual(decided[0], decided[1])
      }))

    it.effect("pages go through both kinds in the order of days, with nothing twice and nothing left out", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation], mailbox } = yield* written(1)
        const given = [
          ...[0, 1, 2, 3].map((day) => deliveryOf(affirmation!, day)),
          ...[1, 2, 4].map((day) => extraOf(affirmation!, day))
        ]
        yield* store.decide(given)
        yield* store.markSent(given, at(1))
        const expected = given
          .map((one) => new Delivery({ ...one, sentAt: Option.some(at(1)) }))
          .toSorted((a, b) => placeOf(a) < placeOf(b) ? 1 : -1)
        for (const limit of [1, 2, 3, 7]) {
          const found: Array<Delivery> = []
          let before = Option.none<Place>()
          do {
            const page = yield* store.list(mailbox, before, limit)
            found.push(...page.items)
            before = page.next
          } while (Option.isSome(before))
          assert.deepStrictEqual(found, expected, `${limit} at once`)
        }
        const dates = expected.map(({ date, kind }) => `${date} ${kind}`)
        assert.deepStrictEqual(dates.slice(0, 4).map((one) => one.slice(8)), [
          "29 extra",
          "28 daily",
          "27 extra",
          "27 daily"
        ])
      }))

    it.effect("an extra is loved, answered and wished for like any other", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations, mailbox } = yield* written(2)
        const [daily, extra] = [deliveryOf(affirmations[0]!), extraOf(affirmations[1]!)]
        yield* store.decide([daily, extra])
        const reply = Option.some({ text: "Just when I needed it.", at: at(2) })
        yield* store.love(mailbox, extra.id, Option.some(at(1)))
        yield* store.reply(mailbox, extra.id, reply)
        const said = new Delivery({ ...extra, lovedAt: Option.some(at(1)), reply, wish: "more" })
        assert.deepStrictEqual(yield* store.wish(mailbox, extra.id, "more"), said)
        assert.deepStrictEqual(yield* store.onDays([daily, extra]), [Option.some(daily), Option.some(said)])
      }))
  })
