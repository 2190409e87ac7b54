import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { Affirmation } from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { Delivery, DeliveryNotFound } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import type { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { suite as answers } from "./Answers.ts"
import { at, couple, end, freshUser, twenty } from "./Couples.ts"
import { suite as extras } from "./Extras.ts"
import { deliveryOf, written } from "./Given.ts"
import { suite as search } from "./Search.ts"

const timesSent = Effect.fnUntraced(function*(affirmations: ReadonlyArray<Affirmation>) {
  const store = yield* AffirmationStore
  return (yield* Effect.forEach(affirmations, (one) => store.find(one, one.id))).map(({ timesSent }) => timesSent)
})

/** What every DeliveryStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(
  name: string,
  layer: Layer.Layer<DeliveryStore | AffirmationStore | InviteStore | RelationshipStore, E>
) => {
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`DeliveryStore (${name})`, (it) => {
    it.effect("what is decided is kept as it is, with its reason, and counted", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const affirmations = yield* AffirmationStore
        const { affirmations: [affirmation] } = yield* written(1)
        const delivery = deliveryOf(affirmation!, 0, 7)
        assert.deepStrictEqual(yield* store.decide([delivery]), [Option.some(delivery)])
        assert.deepStrictEqual(yield* store.onDays([delivery]), [Option.some(delivery)])
        const counted = yield* affirmations.find(affirmation!, affirmation!.id)
        assert.strictEqual(counted.timesSent, 1)
        assert.deepStrictEqual(counted.lastSentAt, Option.some(at(7)))
      }))

    it.effect("a day is decided once: a later attempt gets the first one and counts nothing", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations } = yield* written(2)
        const first = deliveryOf(affirmations[0]!)
        yield* store.decide([first])
        assert.deepStrictEqual(yield* store.decide([deliveryOf(affirmations[1]!)]), [Option.some(first)])
        assert.deepStrictEqual(yield* store.decide([first]), [Option.some(first)])
        assert.deepStrictEqual(yield* timesSent(affirmations), [1, 0])
      }))

    it.effect("of twenty who decide one day at once with different texts, all get the same", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations } = yield* written(20)
        const decided = yield* twenty((n) => store.decide([deliveryOf(affirmations[n]!)]))
        for (const one of decided) assert.deepStrictEqual(one, decided[0])
        const { affirmation } = Option.getOrThrow(decided[0]![0]!)
        assert.deepStrictEqual(
          yield* timesSent(affirmations),
          affirmations.map(({ id }) => id === affirmation ? 1 : 0)
        )
      }))

    it.effect("twenty who decide many days of many at once, in any order, agree on all of them", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const couples = yield* Effect.forEach([1, 2, 3, 4, 5], () => written(2))
        for (const round of [0, 1]) {
          const decided = yield* twenty((n) => {
            const asked = Array.from(
              { length: 60 },
              (_, k) => deliveryOf(couples[k % 5]!.affirmations[n % 2]!, 60 * round + k)
            )
            const turned = [...asked.slice(n * 3), ...asked.slice(0, n * 3)]
            return Effect.map(store.decide(turned), (kept) => {
              const found = kept.map(Option.getOrThrow)
              assert.deepStrictEqual(
                found.map(({ date }) => date),
                turned.map(({ date }) => date)
              )
              return found.map(({ id }) => id).toSorted()
            })
          })
          for (const ids of decided) assert.deepStrictEqual(ids, decided[0])
        }
        const counts = yield* timesSent(couples.flatMap(({ affirmations }) => affirmations))
        assert.strictEqual(counts.reduce((sum, n) => sum + n, 0), 120)
      }))

    it.effect("one affirmation chosen for two days is counted twice", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations } = yield* written(1)
        const days = [deliveryOf(affirmations[0]!, 0, 1), deliveryOf(affirmations[0]!, 1, 2)]
        assert.deepStrictEqual(yield* store.decide(days), days.map(Option.some))
        assert.deepStrictEqual(yield* timesSent(affirmations), [2])
      }))

    it.effect("a paused affirmation that was drawn before is given", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const shelf = yield* AffirmationStore
        const { affirmations: [affirmation] } = yield* written(1)
        yield* shelf.edit(affirmation!, affirmation!.id, { paused: true })
        assert.isTrue(Option.isSome((yield* store.decide([deliveryOf(affirmation!)]))[0]!))
      }))

    it.effect("a deleted affirmation is not given, and what was given of it stays", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const shelf = yield* AffirmationStore
        const { affirmations } = yield* written(3)
        const given = deliveryOf(affirmations[0]!)
        yield* store.decide([given])
        yield* shelf.remove(affirmations[0]!, affirmations[0]!.id)
        yield* shelf.remove(affirmations[1]!, affirmations[1]!.id)
        const [gone, kept, fresh] = [
          deliveryOf(affirmations[1]!, 1),
          deliveryOf(affirmations[1]!),
          deliveryOf(affirmations[2]!, 2)
        ]
        assert.deepStrictEqual(
          yield* store.decide([gone, kept, fresh]),
          [Option.none(), Option.some(given), Option.some(fresh)]
        )
        assert.deepStrictEqual(yield* store.onDays([gone]), [Option.none()])
      }))

    it.effect("nothing is given in a relationship that is ending, not even what was decided before", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations, relationship } = yield* written(2)
        const before = deliveryOf(affirmations[0]!)
        yield* store.decide([before])
        yield* end(relationship.id)
        const later = deliveryOf(affirmations[1]!, 1)
        assert.deepStrictEqual(yield* store.decide([before, later]), [Option.none(), Option.none()])
        assert.deepStrictEqual(yield* timesSent(affirmations), [1, 0])
        assert.deepStrictEqual(yield* store.markSent([before], at(1)), [false])
        assert.deepStrictEqual(yield* store.onDays([before]), [Option.some(before)])
      }))

    it.effect("nothing comes back of somebody else's relationship", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const [mine, other] = [yield* written(1), yield* written(1)]
        yield* store.decide([deliveryOf(mine.affirmations[0]!)])
        const crossed = new Delivery({
          ...deliveryOf(other.affirmations[0]!),
          receiver: mine.relationship.second
        })
        assert.deepStrictEqual(yield* store.decide([crossed]), [Option.none()])
        // nor where nothing is kept of the day yet
        const foreign = new Delivery({ ...crossed, date: deliveryOf(other.affirmations[0]!, 2).date })
        assert.deepStrictEqual(yield* store.decide([foreign]), [Option.none()])
        assert.deepStrictEqual(yield* store.onDays([foreign]), [Option.none()])
        assert.deepStrictEqual(yield* store.markSent([crossed], at(1)), [false])
        const borrowed = new Delivery({
          ...deliveryOf(mine.affirmations[0]!, 1),
          affirmation: other.affirmations[0]!.id
        })
        assert.deepStrictEqual(yield* store.decide([borrowed]), [Option.none()])
      }))

    it.effect("five hundred days are decided in one call, in the order asked", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations } = yield* written(1)
        const asked = Array.from({ length: 500 }, (_, n) => deliveryOf(affirmations[0]!, n * 7 % 500))
        assert.deepStrictEqual(yield* store.decide(asked), asked.map(Option.some))
        assert.deepStrictEqual(yield* store.onDays(asked.toReversed()), asked.toReversed().map(Option.some))
        assert.deepStrictEqual(yield* store.decide([]), [])
        assert.deepStrictEqual(yield* store.onDays([]), [])
      }))

    it.effect("the first time it was sent is kept, and only what was sent is listed, the latest day first", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations, mailbox } = yield* written(1)
        const days = [3, 0, 2, 1, 4].map((day) => deliveryOf(affirmations[0]!, day))
        yield* store.decide(days)
        assert.deepStrictEqual(yield* store.markSent(days.slice(0, 4), at(1)), [true, true, true, true])
        assert.deepStrictEqual(
          yield* store.markSent([deliveryOf(affirmations[0]!, 5), days[0]!, days[0]!], at(2)),
          [false, true, true]
        )
        assert.deepStrictEqual(yield* store.markSent([], at(2)), [])
        const sent = [0, 2, 3, 1].map((n) => new Delivery({ ...days[n]!, sentAt: Option.some(at(1)) }))
        const one = yield* store.list(mailbox, Option.none(), 3)
        assert.deepStrictEqual(one, { items: sent.slice(0, 3), next: Option.some(sent[2]!.date) })
        assert.deepStrictEqual(yield* store.list(mailbox, one.next, 3), { items: sent.slice(3), next: Option.none() })
        const others = { relationship: (yield* couple()).id, receiver: mailbox.receiver }
        assert.deepStrictEqual((yield* store.list(others, Option.none(), 3)).items, [])
      }))

    it.effect("how late it was sent is kept with its reason, from the first time it is marked", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations } = yield* written(1)
        const [late, timely] = [deliveryOf(affirmations[0]!), deliveryOf(affirmations[0]!, 1)]
        yield* store.decide([late, timely])
        assert.deepStrictEqual(yield* store.markSent([{ ...late, late: 400 }, timely], at(1)), [true, true])
        assert.deepStrictEqual(
          yield* store.markSent([{ ...late, late: 500 }, { ...timely, late: 500 }], at(2)),
          [true, true]
        )
        const [one, other] = (yield* store.onDays([late, timely])).map(Option.getOrThrow)
        assert.deepStrictEqual(one?.reason, { ...late.reason, late: 400 })
        assert.deepStrictEqual(other?.reason, timely.reason)
      }))

    it.effect("a heart is given and taken back by whom it was given to, and by nobody else", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations, mailbox, relationship } = yield* written(1)
        const delivery = deliveryOf(affirmations[0]!)
        yield* store.decide([delivery])
        const loved = new Delivery({ ...delivery, lovedAt: Option.some(at(3)) })
        assert.deepStrictEqual(yield* store.love(mailbox, delivery.id, Option.some(at(3))), loved)
        const strangers = [
          { ...mailbox, receiver: relationship.first },
          { ...mailbox, relationship: (yield* couple()).id },
          { ...mailbox, receiver: freshUser() }
        ]
        for (const stranger of strangers) {
          const error = yield* Effect.flip(store.love(stranger, delivery.id, Option.none()))
          assert.deepStrictEqual(error, new DeliveryNotFound())
        }
        assert.deepStrictEqual(yield* store.onDays([delivery]), [Option.some(loved)])
        assert.deepStrictEqual(yield* store.love(mailbox, delivery.id, Option.none()), delivery)
      }))
  })
  answers(name, layer)
  extras(name, layer)
  search(name, layer)
}
