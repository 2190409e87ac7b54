import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option, Random } from "effect"
import type { SecureRandom } from "effect/crypto"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import type { DailyJob, Outcome } from "../../src/affirmations/DailyJob.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import { at as dateAt } from "../../src/LocalDate.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import type { Ports } from "../../src/Ports.ts"
import type { Relationship } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { rules, utc } from "../../src/Zone.ts"
import { affirmationOf, couple } from "./Couples.ts"

/** How many couples are raced together: enough for a batch to last while each of them is left. */
const round = 50

/** A couple that wrote for each other, and the jobs of both. */
const written = Effect.fnUntraced(function*() {
  const affirmations = yield* AffirmationStore
  const date = dateAt(yield* DateTime.now, rules(utc))
  const relationship = yield* couple()
  const turned = { ...relationship, first: relationship.second, second: relationship.first }
  yield* Effect.forEach([relationship, turned], (one) => affirmations.add(affirmationOf(one)), {
    concurrency: "unbounded"
  })
  const jobs = [relationship.first, relationship.second].map((receiver): DailyJob => ({
    receiver,
    relationship: relationship.id,
    date,
    zone: utc
  }))
  return { relationship, jobs }
})

/** What a receiver has by now: whether the date's delivery is marked as sent, and how many records are in the inbox. */
const had = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const deliveries = yield* DeliveryStore
  const notifications = yield* NotificationStore
  const given = yield* deliveries.onDays(jobs)
  return yield* Effect.forEach(
    jobs,
    ({ receiver }, i) =>
      Effect.map(notifications.list(receiver, Option.none(), 10), ({ items }) => ({
        sent: Option.exists(given[i]!, ({ sentAt }) => Option.isSome(sentAt)),
        records: items.length
      })),
    { concurrency: "unbounded" }
  )
})

/** Lets somebody leave at some moment of a delivery, and says what both had by then. */
const leave = Effect.fnUntraced(
  function*({ jobs, relationship }: { readonly jobs: ReadonlyArray<DailyJob>; readonly relationship: Relationship }) {
    const relationships = yield* RelationshipStore
    yield* relationships.end(relationship.id)
    return yield* had(jobs)
  }
)

/**
 * Delivers to many couples while each of them is left, and gives what came to whom after that, which has to be nothing;
 * also how the deliveries ended, to show that some came before and some too late.
 */
const race = Effect.fnUntraced(function*(batch: number) {
  const couples = yield* Effect.forEach(Array.from({ length: round }), written, { concurrency: 10 })
  const jobs = couples.flatMap((one) => one.jobs)
  const parts = Array.from({ length: Math.ceil(jobs.length / batch) }, (_, i) => jobs.slice(i * batch, (i + 1) * batch))
  const [outcomes, then] = yield* Effect.all([
    Effect.forEach(parts, (part) => Pipeline.deliver(part), { concurrency: 2 }),
    Effect.forEach(
      yield* Random.shuffle(couples.map((_, i) => i)),
      (i) => Effect.map(leave(couples[i]!), (seen) => ({ i, seen })),
      { concurrency: 4 }
    )
  ], { concurrency: "unbounded" })
  const leaks = yield* Effect.forEach(
    then,
    ({ i, seen }) =>
      Effect.map(
        had(couples[i]!.jobs),
        (now) =>
          now.flatMap((one, n) =>
            JSON.stringify(one) === JSON.stringify(seen[n]) ? [] : [{ before: seen[n]!, after: one }]
          )
      ),
    { concurrency: 10 }
  )
  return {
    leaks: leaks.flat(),
    outcomes: outcomes.flat(),
    sent: then.flatMap(({ seen }) => seen).filter((one) => one.sent)
  }
})

/** What nobody may find who has left: something that came after. Raced as often as `couples` says, two receivers each. */
export const suite = <E>(name: string, layer: Layer.Layer<Ports | SecureRandom.SecureRandom, E>, couples: number) =>
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`Leaving (${name})`, (it) => {
    it.effect(
      "nothing is delivered after somebody has left, whenever in a delivery that was",
      () =>
        Effect.gen(function*() {
          const outcomes = new Map<Outcome, number>()
          let sent = 0
          for (let n = 0; n < couples / round; n++) {
            const one = yield* race([5, 20, 100][n % 3]!)
            assert.deepStrictEqual(one.leaks, [])
            for (const outcome of one.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
            sent += one.sent.length
          }
          process.stdout.write(
            `${name}: ${2 * couples} raced, ${sent} had come by then; ${
              [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ")
            }; leaks 0\n`
          )
          assert.isAbove(sent, 0)
          assert.isAbove(outcomes.get("gone") ?? 0, 0)
        }),
      120_000
    )
  })
