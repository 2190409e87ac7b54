import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option, Result } from "effect"
import type { Digest, Mac, SecureRandom } from "effect/crypto"
import { AffirmationSchedule } from "../../src/affirmations/AffirmationSchedule.ts"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import * as DailyJob from "../../src/affirmations/DailyJob.ts"
import { DayStore } from "../../src/affirmations/DayStore.ts"
import { Delivery, DeliveryId } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as DueJob from "../../src/affirmations/DueJob.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import * as Sending from "../../src/affirmations/Sending.ts"
import { breakfast, WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import type { Ports } from "../../src/Ports.ts"
import { utc } from "../../src/Zone.ts"
import * as Story from "../Story.ts"
import { asOf, taken } from "./Ticks.ts"

export type System = Ports | Digest.Digest | Mac.Mac | SecureRandom.SecureRandom

/** What the life of an affirmation is on every backend, from the tick to the inbox. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`the pipeline (${name})`, (it) => {
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

    it.effect("begins with a tick that queues parts, of which every worker queues jobs for whoever is due in them", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const deliveries = yield* DeliveryStore
        const couples = yield* Effect.forEach([1, 2, 3], () => Story.couple("Ada", "Ben"))
        // nobody else's first slot begins on this day or before
        const date = LocalDate.make("2001-01-01")
        const due = couples.map(({ relationship, second }) => ({ receiver: second.id, relationship: relationship.id }))
        yield* Effect.forEach(due, (one) => schedule.set({ ...one, zone: utc, time: breakfast, from: date }))
        const hour = DateTime.makeUnsafe(`${date}T${breakfast}:00Z`)
        yield* asOf(DateTime.subtract(hour, { minutes: 1 }))(Pipeline.enqueueDue())
        yield* taken("due")
        assert.isAtLeast(yield* asOf(hour)(Pipeline.enqueueDue()), 1)
        assert.deepStrictEqual(yield* schedule.progress, Option.some(hour))
        const parts = (yield* taken("due")).map((body) => Result.getOrThrow(DueJob.decode(body)))
        // a part that is queued twice, or worked off by two
        yield* Effect.forEach([...parts, ...parts], (part) => Pipeline.enqueuePart(part, Option.none()), {
          concurrency: "unbounded"
        })
        const jobs = (yield* taken("affirmations")).map((body) => Result.getOrThrow(DailyJob.decode(body)))
        const expected = due.map((one) => ({ ...one, date, zone: utc, time: breakfast })).toSorted((a, b) =>
          a.receiver < b.receiver ? -1 : 1
        )
        assert.deepStrictEqual(
          jobs.toSorted((a, b) => a.receiver < b.receiver ? -1 : 1),
          expected.flatMap((job) => [job, job])
        )
        for (const { first, relationship } of couples) yield* Story.write(relationship, first, "one", "two")
        const outcomes = yield* asOf(hour)(Pipeline.deliver(jobs))
        assert.deepStrictEqual([...new Set(outcomes)], ["sent"])
        assert.isTrue((yield* deliveries.onDays(expected)).every(Option.isSome))
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

    it.effect("brings the surprise of the date, and nothing that is kept for another", () =>
      Effect.gen(function*() {
        const deliveries = yield* DeliveryStore
        const affirmations = yield* AffirmationStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        const [, kept, later] = yield* Story.write(relationship, first, "one", "for today", "for later", "two", "three")
        const job = yield* Story.jobOf(relationship, second)
        yield* affirmations.schedule(kept!, kept!.id, Option.some(job.date))
        yield* affirmations.schedule(later!, later!.id, Option.some(plus(job.date, 3)))
        assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["sent"])
        const [given] = yield* deliveries.onDays([job])
        const { reason, text } = Option.getOrThrow(given!)
        assert.strictEqual(text, "for today")
        assert.deepStrictEqual(reason.factors.map(({ name }) => name), ["scheduled"])
      }))

    it.effect("says that there is nothing to send while the only text is kept for another date", () =>
      Effect.gen(function*() {
        const affirmations = yield* AffirmationStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        const [only] = yield* Story.write(relationship, first, "only")
        const job = yield* Story.jobOf(relationship, second)
        const plan = Effect.map(Sending.plan({ _tag: "Receiver", id: second.id }), (plan) => plan[0]!.state)
        yield* affirmations.schedule(only!, only!.id, Option.some(plus(job.date, 1)))
        assert.strictEqual(yield* plan, "empty")
        assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["empty"])
        yield* affirmations.schedule(only!, only!.id, Option.some(job.date))
        assert.strictEqual(yield* plan, "open")
        assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["sent"])
      }))

    it.effect("marks what comes more than six hours late, and skips it when the next is due within six", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const deliveries = yield* DeliveryStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        yield* Story.write(relationship, first, "one", "two", "three")
        const holder = { receiver: second.id, relationship: relationship.id, zone: utc }
        const at = (date: LocalDate, time: string) => DateTime.makeUnsafe(`${date}T${time}Z`)
        const dates = ["2001-02-01", "2001-02-02", "2001-02-03"].map((date) => LocalDate.make(date))
        // a quarter past midnight, and on the last of these days at breakfast
        const early = WallTime.make("00:15")
        yield* schedule.set({ ...holder, time: early, from: dates[0]! })
        const job = (date: LocalDate, time = early) => ({ ...holder, date, time })
        const lateOf = (date: LocalDate) =>
          Effect.map(
            deliveries.onDays([{ receiver: second.id, date }]),
            ([given]) => Option.getOrThrow(given!).reason.late
          )

        const [one, two, three] = [dates[0]!, dates[1]!, dates[2]!]
        assert.deepStrictEqual(yield* asOf(at(one, "06:15:00"))(Pipeline.deliver([job(one)])), ["sent"])
        assert.strictEqual(yield* lateOf(one), undefined)
        assert.deepStrictEqual(yield* asOf(at(two, "18:15:00"))(Pipeline.deliver([job(two)])), ["skipped"])
        assert.deepStrictEqual(yield* deliveries.onDays([job(two)]), [Option.none()])
        assert.deepStrictEqual(yield* asOf(at(two, "18:14:00"))(Pipeline.deliver([job(two)])), ["sent"])
        assert.strictEqual(yield* lateOf(two), 17 * 60 + 59)
        // by hand nothing is late, and with another hour tomorrow nothing is near
        yield* schedule.set({ ...holder, time: breakfast, from: plus(three, 1) })
        assert.deepStrictEqual(yield* asOf(at(three, "20:00:00"))(Pipeline.deliver([job(three)])), ["sent"])
        assert.strictEqual(yield* lateOf(three), 19 * 60 + 45)
        const { time: _, ...byHand } = job(plus(three, 1))
        assert.deepStrictEqual(yield* asOf(at(byHand.date, "23:00:00"))(Pipeline.deliver([byHand])), ["sent"])
        assert.strictEqual(yield* lateOf(byHand.date), undefined)
      }))

    it.effect("sends nothing on another date than its own, not even what was decided", () =>
      Effect.gen(function*() {
        const deliveries = yield* DeliveryStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        const [one] = yield* Story.write(relationship, first, "one")
        const job = yield* Story.jobOf(relationship, second)
        const yesterday = { ...job, date: plus(job.date, -1) }
        yield* deliveries.decide([
          new Delivery({
            id: DeliveryId.make("01a21258-cc5f-752a-8add-6e59ad7ab2f3"),
            relationship: relationship.id,
            receiver: second.id,
            date: yesterday.date,
            affirmation: one!.id,
            author: first.id,
            text: one!.text,
            reason: { factors: [], outOf: 1, probability: 1 },
            chosenAt: yield* DateTime.now,
            sentAt: Option.none(),
            lovedAt: Option.none()
          })
        ])
        assert.deepStrictEqual(yield* Pipeline.deliver([yesterday, job]), ["over", "sent"])
      }))

    it.effect("keeps why a date brought nothing, and knows a hard day", () =>
      Effect.gen(function*() {
        const days = yield* DayStore
        const deliveries = yield* DeliveryStore
        const affirmations = yield* AffirmationStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        const mailbox = { relationship: relationship.id, receiver: second.id }
        const { time: _, ...byHand } = { ...yield* Story.jobOf(relationship, second), time: breakfast }
        const job = { ...byHand, time: breakfast }
        const yesterday = { ...job, date: plus(job.date, -1) }
        const missed = days.between(mailbox, plus(job.date, -9), plus(job.date, 9))
        assert.deepStrictEqual(yield* Pipeline.deliver([byHand]), ["empty"])
        assert.deepStrictEqual(yield* missed, [])
        // on its date and in time, with nothing to send; and a day after its date
        const hour = DateTime.makeUnsafe(`${job.date}T${breakfast}:00Z`)
        assert.deepStrictEqual(yield* asOf(hour)(Pipeline.deliver([job, yesterday])), ["empty", "over"])
        assert.deepStrictEqual(yield* missed, [
          { date: job.date, hard: false, missed: "empty" },
          { date: yesterday.date, hard: false, missed: "late" }
        ])
        const [one] = yield* Story.write(relationship, first, "for hard days")
        yield* affirmations.edit(one!, one!.id, { tags: ["hard-day"] })
        yield* days.setHard(mailbox, job.date, true)
        assert.deepStrictEqual(yield* Pipeline.deliver([byHand]), ["sent"])
        const [given] = yield* deliveries.onDays([job])
        const tag = Option.getOrThrow(given!).reason.factors.find(({ name }) => name === "tag")
        assert.deepStrictEqual(tag, { name: "tag", multiplier: 3, figure: null, detail: "hard-day" })
      }))
  })
