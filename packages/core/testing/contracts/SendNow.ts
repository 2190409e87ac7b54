import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import type { AffirmationId } from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import { ExtraUsed } from "../../src/affirmations/Extra.ts"
import * as Extras from "../../src/affirmations/Extras.ts"
import * as SendNow from "../../src/affirmations/SendNow.ts"
import { at as dateAt, plus } from "../../src/LocalDate.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { rules, utc } from "../../src/Zone.ts"
import * as Story from "../Story.ts"
import type { System } from "./Pipeline.ts"
import { ada, given, inboxOf } from "./Senders.ts"
import { suite as killed } from "./SendNowKilled.ts"
import { asOf, taken } from "./Ticks.ts"

/** What "Send one now" is on every backend, from the wish to the inbox. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) => {
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`sending one now (${name})`, (it) => {
    it.effect("one is drawn, comes besides the daily one, and counts like any other", () =>
      Effect.gen(function*() {
        const affirmations = yield* AffirmationStore
        const { ask, ben, relationship, state, written } = yield* ada("one", "two", "three", "four")
        yield* affirmations.schedule(written[0]!, written[0]!.id, Option.some(dateAt(yield* DateTime.now, rules(utc))))
        yield* affirmations.edit(written[1]!, written[1]!.id, { paused: true })
        assert.deepStrictEqual(yield* state, [undefined, false])
        const { job } = yield* ask()
        assert.deepStrictEqual(yield* taken("affirmations"), [], "it waits while it can be taken back")
        assert.deepStrictEqual(yield* state, ["asked", true])
        assert.deepStrictEqual(yield* Extras.deliver([job]), ["sent"])
        assert.deepStrictEqual(yield* Extras.deliver([job, job]), ["sent", "sent"])
        assert.deepStrictEqual(yield* state, ["sent", true])
        const extra = Option.getOrThrow(yield* given(job))
        assert.include(["three", "four"], extra.text, "a surprise keeps its date, and what is paused stays")
        assert.strictEqual(yield* Story.deliver(relationship, ben), "sent")
        const [daily] = yield* DeliveryStore.use((store) => store.onDays([{ receiver: ben.id, date: job.date }]))
        assert.strictEqual(Option.getOrThrow(daily!).text, "one")
        assert.deepStrictEqual(yield* inboxOf(ben), [Option.getOrThrow(daily!).id, extra.id])
        const counted = yield* affirmations.find(written[0]!, extra.affirmation)
        assert.deepStrictEqual([counted.timesSent, counted.lastSentAt], [1, Option.some(extra.chosenAt)])
      }))

    it.effect("the text that was chosen comes, and says so", () =>
      Effect.gen(function*() {
        const { ask, written } = yield* ada("one", "two", "three")
        const { job } = yield* ask(written[1]!.id)
        assert.deepStrictEqual(yield* Extras.deliver([job]), ["sent"])
        const { affirmation, reason, text } = Option.getOrThrow(yield* given(job))
        assert.deepStrictEqual([affirmation, text], [written[1]!.id, "two"])
        assert.deepStrictEqual(reason.factors.map(({ name }) => name), ["chosen"])
      }))

    it.effect("what is taken back is never sent, and leaves the date free", () =>
      Effect.gen(function*() {
        const { ask, ben, member, state } = yield* ada("one")
        const { extra, job } = yield* ask()
        assert.strictEqual((yield* SendNow.withdraw(member, extra.id)).state, "withdrawn")
        assert.strictEqual((yield* SendNow.withdraw(member, extra.id)).state, "withdrawn", "twice is once")
        assert.deepStrictEqual(yield* Extras.deliver([job]), ["withdrawn"])
        assert.deepStrictEqual([yield* given(job), yield* inboxOf(ben)], [Option.none(), []])
        assert.deepStrictEqual(yield* state, ["withdrawn", false])
        const late = yield* SendNow.ask(member, extra.id, Option.none())
        assert.strictEqual(late.state, "withdrawn", "asking again under its id gives the first answer")
        const next = yield* ask()
        assert.deepStrictEqual(yield* Extras.deliver([job, next.job]), ["unknown", "sent"])
      }))

    it.effect("of twenty who take it back and twenty workers, one side wins: it is sent, or it never is", () =>
      Effect.gen(function*() {
        const { ask, ben, member } = yield* ada("one", "two")
        const { extra, job } = yield* ask()
        const withdrawn = SendNow.withdraw(member, extra.id).pipe(
          Effect.match({ onFailure: ({ _tag }): string => _tag, onSuccess: ({ state }): string => state })
        )
        const delivered = Effect.map(Extras.deliver([job]), ([outcome]) => `${outcome}`)
        const said = yield* Effect.all(
          Array.from({ length: 40 }, (_, n) => n % 2 === 0 ? delivered : withdrawn),
          { concurrency: "unbounded" }
        )
        const sent = Option.isSome(yield* given(job))
        assert.deepStrictEqual(new Set(said), new Set(sent ? ["sent", "TooLate"] : ["withdrawn"]))
        assert.strictEqual((yield* inboxOf(ben)).length, sent ? 1 : 0)
      }))

    it.effect("one of a date: another is refused until their next day begins, the same is the same", () =>
      Effect.gen(function*() {
        const { ask, ben, member } = yield* ada("one", "two")
        const { extra, job } = yield* ask()
        assert.deepStrictEqual(yield* SendNow.ask(member, extra.id, Option.none()), extra)
        const refused = Effect.flip(ask())
        const midnight = DateTime.makeUnsafe(`${plus(extra.date, 1)}T00:00:00Z`)
        const used = new ExtraUsed({ nextAt: midnight })
        assert.deepStrictEqual(yield* refused, used)
        yield* Extras.deliver([job])
        assert.deepStrictEqual(yield* refused, used)
        assert.deepStrictEqual((yield* Effect.flip(SendNow.withdraw(member, extra.id)))._tag, "TooLate")
        const next = yield* asOf(midnight)(ask())
        assert.deepStrictEqual(yield* asOf(midnight)(Extras.deliver([next.job])), ["sent"])
        assert.strictEqual((yield* inboxOf(ben)).length, 2)
      }))

    it.effect("asked for just before midnight, it is the extra of the day on which it comes", () =>
      Effect.gen(function*() {
        const { ask, member, state } = yield* ada("one")
        const midnight = DateTime.makeUnsafe("2031-05-02T00:00:00Z")
        const at = (seconds: number) => asOf(DateTime.add(midnight, { seconds }))
        const early = yield* at(-12)(ask())
        const { extra, job } = yield* at(-5)(ask())
        assert.deepStrictEqual([early.extra.date, extra.date], [plus(extra.date, -1), job.date])
        assert.strictEqual(extra.date, "2031-05-02")
        assert.deepStrictEqual(yield* at(-4)(SendNow.ask(member, early.extra.id, Option.none())), early.extra)
        assert.deepStrictEqual(yield* at(6)(Extras.deliver([job])), ["sent"])
        assert.deepStrictEqual(yield* at(6)(state), ["sent", true])
      }))

    it.effect("is not sent on another date than its own", () =>
      Effect.gen(function*() {
        const { ask, ben, state } = yield* ada("one")
        const { job } = yield* ask()
        const tomorrow = asOf(DateTime.makeUnsafe(`${plus(job.date, 1)}T00:00:01Z`))
        assert.deepStrictEqual(yield* tomorrow(Extras.deliver([job])), ["over"])
        assert.deepStrictEqual([yield* given(job), yield* inboxOf(ben)], [Option.none(), []])
        assert.deepStrictEqual(yield* tomorrow(state), [undefined, false])
      }))

    it.effect("tells what became of a text that was changed while it waited, and another one can go", () =>
      Effect.gen(function*() {
        const affirmations = yield* AffirmationStore
        const { ask, member, state, written } = yield* ada("one", "two", "three", "four")
        const change = [
          ["paused", affirmations.edit(written[0]!, written[0]!.id, { paused: true })],
          ["kept", affirmations.schedule(written[1]!, written[1]!.id, Option.some(plus(member.relationship.since, 9)))],
          ["deleted", affirmations.remove(written[2]!, written[2]!.id)]
        ] as const
        for (const [n, [why, happens]] of change.entries()) {
          const { job } = yield* ask(written[n]!.id)
          yield* happens
          assert.deepStrictEqual(yield* Extras.deliver([job]), [why])
          assert.deepStrictEqual(yield* Extras.deliver([job]), [why], "and so it stays")
          assert.deepStrictEqual(yield* state, [why, false])
        }
        const { job } = yield* ask()
        yield* affirmations.edit(written[3]!, written[3]!.id, { paused: true })
        assert.deepStrictEqual(yield* Extras.deliver([job]), ["empty"])
      }))

    it.effect("refuses at once what could not be sent", () =>
      Effect.gen(function*() {
        const affirmations = yield* AffirmationStore
        const { ask, member, written } = yield* ada("one", "two")
        const other = yield* ada("not hers")
        const whyNot = (id?: AffirmationId) =>
          Effect.map(Effect.flip(ask(id)), (error) => error._tag === "NothingToSend" ? error.why : error._tag)
        yield* affirmations.edit(written[0]!, written[0]!.id, { paused: true })
        yield* affirmations.schedule(written[1]!, written[1]!.id, Option.some(plus(member.relationship.since, 9)))
        assert.strictEqual(yield* whyNot(), "resting")
        assert.strictEqual(yield* whyNot(written[0]!.id), "paused")
        assert.strictEqual(yield* whyNot(written[1]!.id), "kept")
        assert.strictEqual(yield* whyNot(other.written[0]!.id), "AffirmationNotFound")
        for (const { id } of written) yield* affirmations.remove(written[0]!, id)
        assert.strictEqual(yield* whyNot(), "none")
        const theirs = yield* other.ask()
        const error = yield* Effect.flip(SendNow.withdraw(member, theirs.extra.id))
        assert.strictEqual(error._tag, "ExtraNotFound")
        const mirror = { ...other.member, user: other.ben, partner: other.member.user.id }
        assert.strictEqual((yield* Effect.flip(SendNow.withdraw(mirror, theirs.extra.id)))._tag, "ExtraNotFound")
      }))

    it.effect("nothing is sent once a couple has parted", () =>
      Effect.gen(function*() {
        const relationships = yield* RelationshipStore
        // before it was taken, and after everything was read that says that they are a couple
        for (const stale of [false, true]) {
          const { ask, ben, relationship } = yield* ada("one")
          const { job } = yield* ask()
          yield* relationships.end(relationship.id)
          const read = stale ? { ...relationships, findMany: () => Effect.succeed([relationship]) } : relationships
          const [outcome] = yield* Effect.provideService(Extras.deliver([job]), RelationshipStore, read)
          assert.strictEqual(outcome, stale ? "changed" : "parted")
          assert.deepStrictEqual(yield* Extras.deliver([job]), ["parted"])
          assert.deepStrictEqual([yield* given(job), yield* inboxOf(ben)], [Option.none(), []])
        }
      }))
  })
  killed(name, layer)
}
