import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { Delivery, DeliveryNotFound, type Place } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import type { Page } from "../../src/Page.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { at, twenty } from "./Couples.ts"
import { deliveryOf, extraOf, written } from "./Given.ts"

/** What every DeliveryStore must do with what receivers answer: a part of its contract. */
export const suite = <R, E>(
  name: string,
  layer: Layer.Layer<DeliveryStore | AffirmationStore | InviteStore | R, E>
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`DeliveryStore, answers (${name})`, (it) => {
    it.effect("a reply and a wish are kept with the delivery, by whom it was given to", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations, mailbox, relationship } = yield* written(1)
        const delivery = deliveryOf(affirmations[0]!)
        yield* store.decide([delivery])
        const reply = Option.some({ text: "Thank you, my heart.\nTruly. \u{1F499}", at: at(4) })
        const replied = new Delivery({ ...delivery, reply })
        assert.deepStrictEqual(yield* store.reply(mailbox, delivery.id, reply), replied)
        const all = new Delivery({ ...replied, wish: "less", lovedAt: Option.some(at(5)) })
        yield* store.love(mailbox, delivery.id, Option.some(at(5)))
        assert.deepStrictEqual(yield* store.wish(mailbox, delivery.id, "less"), all)
        assert.deepStrictEqual(yield* store.onDays([delivery]), [Option.some(all)])
        const stranger = { ...mailbox, receiver: relationship.first }
        const errors = [store.reply(stranger, delivery.id, reply), store.wish(stranger, delivery.id, "more")]
        for (const error of errors) assert.deepStrictEqual(yield* Effect.flip(error), new DeliveryNotFound())
        yield* store.reply(mailbox, delivery.id, Option.none())
        yield* store.love(mailbox, delivery.id, Option.none())
        assert.deepStrictEqual(yield* store.wish(mailbox, delivery.id, null), delivery)
      }))

    it.effect("the affirmation counts the deliveries that are loved and answered, each once, and has the last wish", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation], mailbox } = yield* written(1)
        const given = [0, 1, 2].map((days) => deliveryOf(affirmation!, days))
        yield* store.decide(given)
        yield* twenty((n) => store.love(mailbox, given[n % 3]!.id, Option.some(at(n))))
        yield* twenty((n) => store.reply(mailbox, given[n % 2]!.id, Option.some({ text: `thanks ${n}`, at: at(n) })))
        yield* store.wish(mailbox, given[0]!.id, "less")
        yield* store.wish(mailbox, given[1]!.id, "more")
        const counts = Effect.map(
          AffirmationStore.use((store) => store.find(affirmation!, affirmation!.id)),
          ({ loves, replies, timesSent, wish }) => [loves, replies, timesSent, wish]
        )
        assert.deepStrictEqual(yield* counts, [3, 2, 3, "more"])
        // hearts that come and go at once
        yield* twenty((n) => store.love(mailbox, given[0]!.id, n % 2 === 0 ? Option.some(at(n)) : Option.none()))
        yield* store.reply(mailbox, given[0]!.id, Option.none())
        yield* store.reply(mailbox, given[0]!.id, Option.none())
        const [first] = yield* store.onDays([given[0]!])
        const loved = Option.exists(first!, ({ lovedAt }) => Option.isSome(lovedAt))
        assert.deepStrictEqual(yield* counts, [loved ? 3 : 2, 1, 3, "more"])
      }))

    it.effect("what was answered is read the latest first, of all or of one affirmation, and not what nobody answered", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations, mailbox, relationship } = yield* written(2)
        const given = [
          ...Array.from({ length: 12 }, (_, day) => deliveryOf(affirmations[day % 2]!, day)),
          extraOf(affirmations[0]!, 4)
        ]
        yield* store.decide(given)
        const reply = Option.some({ text: "Thank you.", at: at(1) })
        for (const n of [1, 4, 7, 10, 12]) yield* store.reply(mailbox, given[n]!.id, reply)
        for (const day of [3, 4]) yield* store.love(mailbox, given[day]!.id, Option.some(at(2)))
        yield* store.wish(mailbox, given[6]!.id, "more")
        const days = [10, 7, 12, 4, 3, 1].map((n) =>
          new Delivery({
            ...given[n]!,
            ...(n !== 3 && { reply }),
            ...([3, 4].includes(n) && { lovedAt: Option.some(at(2)) })
          })
        )
        const all = (of: Option.Option<Delivery["affirmation"]>, limit: number) =>
          Effect.gen(function*() {
            const found: Array<Delivery> = []
            let before = Option.none<Place>()
            do {
              const page: Page<Delivery, Place> = yield* store.answered(mailbox, of, before, limit)
              assert.isAtMost(page.items.length, limit)
              found.push(...page.items)
              before = page.next
            } while (Option.isSome(before))
            return found
          })
        for (const limit of [1, 2, 5, 50]) {
          assert.deepStrictEqual(yield* all(Option.none(), limit), days)
          for (const { id } of affirmations) {
            assert.deepStrictEqual(
              yield* all(Option.some(id), limit),
              days.filter(({ affirmation }) => affirmation === id)
            )
          }
        }
        // taken back it is not there; of others, and of elsewhere, there is nothing
        yield* store.reply(mailbox, given[10]!.id, Option.none())
        assert.deepStrictEqual(yield* all(Option.none(), 50), days.slice(1))
        const nobody = { ...mailbox, receiver: relationship.first }
        const elsewhere = { ...mailbox, relationship: (yield* written(1)).relationship.id }
        for (const other of [nobody, elsewhere]) {
          assert.deepStrictEqual((yield* store.answered(other, Option.none(), Option.none(), 9)).items, [])
        }
      }))

    it.effect("however long ago it was, what was answered is found by going on", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation], mailbox } = yield* written(1)
        const given = Array.from({ length: 450 }, (_, day) => deliveryOf(affirmation!, day))
        yield* store.decide(given)
        yield* store.love(mailbox, given[0]!.id, Option.some(at(1)))
        const loved = new Delivery({ ...given[0]!, lovedAt: Option.some(at(1)) })
        const first = yield* store.answered(mailbox, Option.some(affirmation!.id), Option.none(), 5)
        const rest = Option.isSome(first.next)
          ? (yield* store.answered(mailbox, Option.some(affirmation!.id), first.next, 5)).items
          : []
        assert.deepStrictEqual([...first.items, ...rest], [loved])
      }))

    it.effect("what was removed is answered all the same", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const affirmations = yield* AffirmationStore
        const { affirmations: [affirmation], mailbox } = yield* written(1)
        const delivery = deliveryOf(affirmation!)
        yield* store.decide([delivery])
        yield* affirmations.remove(affirmation!, affirmation!.id)
        const loved = new Delivery({ ...delivery, lovedAt: Option.some(at(1)), wish: "more" })
        yield* store.love(mailbox, delivery.id, Option.some(at(1)))
        assert.deepStrictEqual(yield* store.wish(mailbox, delivery.id, "more"), loved)
      }))

    it.effect("every reason there can be reads as it was written, also one of before", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation] } = yield* written(1)
        const factors = ["count", "recency", "newness", "love", "tag", "wish", "scheduled"] as const
        const reason = {
          factors: factors.map((name, n) => ({
            name,
            multiplier: 1 / (n + 3),
            figure: n % 2 === 0 ? null : n,
            ...(n % 3 === 0 && { detail: "2026-11-25" })
          })),
          outOf: 1,
          probability: 0.1,
          late: 361
        }
        const deliveries = [
          new Delivery({ ...deliveryOf(affirmation!), reason }),
          new Delivery({ ...deliveryOf(affirmation!, 1), reason: { factors: [], outOf: 3, probability: 1 / 3 } })
        ]
        yield* store.decide(deliveries)
        assert.deepStrictEqual(yield* store.onDays(deliveries), deliveries.map(Option.some))
      }))
  })
