import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { Digest, Mac, SecureRandom } from "effect/crypto"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { Delivery, DeliveryId } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import * as Sending from "../../src/affirmations/Sending.ts"
import { plus } from "../../src/LocalDate.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import type { Ports } from "../../src/Ports.ts"
import * as Story from "../Story.ts"

type System = Ports | Digest.Digest | Mac.Mac | SecureRandom.SecureRandom

/** What the life of an affirmation is on every backend, from the tick to the inbox. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { excludeTestServices: true, timeout: "60 seconds" })(`the pipeline (${name})`, (it) => {
    it.effect("delivers one of the partner's texts, once, into the inbox", () =>
      Effect.gen(function*() {
        const deliveries = yield* DeliveryStore
        const notifications = yield* NotificationStore
        const affirmations = yield* AffirmationStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        const written = yield* Story.write(relationship, first, "one", "two", "three")
        const job = yield* Story.jobOf(relationship, second)
        assert.deepStrictEqual(yield* Pipeline.deliver([job, job]), ["sent", "sent"])
        assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["already"])
        const [given] = yield* deliveries.onDays([job])
        const delivery = Option.getOrThrow(given!)
        assert.include(written.map(({ id }) => id), delivery.affirmation)
        const inbox = yield* notifications.list(second.id, Option.none(), 10)
        assert.deepStrictEqual(inbox.items.map(({ source }) => source), [delivery.id])
        const shelf = yield* affirmations.list({ relationship: relationship.id, author: first.id }, Option.none(), 10)
        assert.deepStrictEqual(
          shelf.items.map(({ id, timesSent }) => [id === delivery.affirmation, timesSent]).toSorted(),
          [[false, 0], [false, 0], [true, 1]]
        )
      }))

    it.effect("run by twenty workers at once gives one text", () =>
      Effect.gen(function*() {
        const deliveries = yield* DeliveryStore
        const notifications = yield* NotificationStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        yield* Story.write(relationship, first, ...Array.from({ length: 20 }, (_, n) => `text ${n}`))
        const job = yield* Story.jobOf(relationship, second)
        yield* Effect.all(Array.from({ length: 20 }, () => Pipeline.deliver([job])), { concurrency: "unbounded" })
        const { items } = yield* deliveries.list(
          { relationship: relationship.id, receiver: second.id },
          Option.none(),
          10
        )
        assert.strictEqual(items.length, 1)
        assert.strictEqual((yield* notifications.list(second.id, Option.none(), 10)).items.length, 1)
      }))

    it.effect("takes up what an earlier attempt decided and did not send", () =>
      Effect.gen(function*() {
        const deliveries = yield* DeliveryStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        yield* Story.write(relationship, first, "one", "two", "three")
        const job = yield* Story.jobOf(relationship, second)
        yield* Pipeline.deliver([job])
        const [sent] = yield* deliveries.onDays([job])
        const tomorrow = { ...job, date: plus(job.date, 1) }
        const left = { ...Option.getOrThrow(sent!), date: tomorrow.date, sentAt: Option.none() }
        const id = DeliveryId.make("01a21258-cc5f-752a-8add-6e59ad7ab2f2")
        yield* deliveries.decide([new Delivery({ ...left, id })])
        assert.deepStrictEqual(yield* Pipeline.deliver([tomorrow]), ["sent"])
        const [taken] = yield* deliveries.onDays([tomorrow])
        assert.strictEqual(Option.getOrThrow(taken!).id, id)
      }))

    it.effect("says why it sends nothing", () =>
      Effect.gen(function*() {
        const { relationship, second } = yield* Story.couple("Ada", "Ben")
        const { second: stranger } = yield* Story.couple("Cleo", "Dan")
        const job = yield* Story.jobOf(relationship, second)
        assert.deepStrictEqual(
          yield* Pipeline.deliver([job, { ...job, receiver: stranger.id }, { ...job, date: plus(job.date, -1) }, {
            ...job,
            date: plus(job.date, 2)
          }]),
          ["empty", "gone", "over", "early"]
        )
        assert.deepStrictEqual(yield* Pipeline.deliver([]), [])
      }))

    it.effect("by hand plans what can be sent, and no second one", () =>
      Effect.gen(function*() {
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        yield* Story.write(relationship, first, "one")
        const target = { _tag: "Relationship", id: relationship.id } as const
        const states = Effect.map(Sending.plan(target), (plan) => plan.map(({ state }) => state))
        assert.deepStrictEqual(yield* states, ["empty", "open"])
        assert.strictEqual(yield* Story.deliver(relationship, second), "sent")
        assert.deepStrictEqual(yield* states, ["empty", "already"])
      }))
  })
