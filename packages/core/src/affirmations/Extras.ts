import { DateTime, Effect, Option, Random } from "effect"
import { SecureRandom } from "effect/crypto"
import { at as dateAt } from "../LocalDate.ts"
import { partnerOf, type Relationship } from "../relationships/Relationship.ts"
import { RelationshipStore } from "../relationships/RelationshipStore.ts"
import { rules } from "../Zone.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import * as Arrival from "./Arrival.ts"
import * as Day from "./Day.ts"
import { DayStore } from "./DayStore.ts"
import { Delivery, DeliveryId } from "./Delivery.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import { type Extra, type ExtraState, Unsent } from "./Extra.ts"
import type { ExtraJob, Outcome } from "./ExtraJob.ts"
import { ExtraStore } from "./ExtraStore.ts"
import * as Selection from "./Selection.ts"

/**
 * What becomes of an extra once its time to be taken back is over: it is taken, decided and sent, in this order, each recorded
 * before the next. Killed anywhere, it goes on where it was, with the text that was decided.
 */

/** The text that was chosen, if it can still be sent. */
const chosen = Effect.fnUntraced(function*({ affirmation, author, relationship }: Extra) {
  const affirmations = yield* AffirmationStore
  const found = yield* affirmations.find({ author, relationship }, Option.getOrThrow(affirmation)).pipe(
    Effect.catchTag("AffirmationNotFound", () => Effect.succeed(undefined))
  )
  if (found === undefined) return "deleted" as const
  if (found.paused) return "paused" as const
  return Option.isSome(found.scheduledFor) ? "kept" as const : Selection.chosen(found)
})

/** One drawn of the author's pool, as for the day; never one that is kept for a date. */
const drawn = Effect.fnUntraced(function*(extra: Extra, { since }: Relationship, now: DateTime.Utc) {
  const affirmations = yield* AffirmationStore
  const days = yield* DayStore
  const [pool = []] = yield* affirmations.pools([extra])
  const [hard] = yield* days.hard([extra])
  const day = Day.of(extra.date, extra.zone, since, hard)
  const [one] = Selection.drawMany(pool, day, now, [yield* Random.next])
  return one ?? "empty" as const
})

/** What is decided for an extra, by this attempt or by an earlier one; or why nothing can be. */
const decided = Effect.fnUntraced(function*(extra: Extra, relationship: Relationship, now: DateTime.Utc) {
  const deliveries = yield* DeliveryStore
  const random = yield* SecureRandom.SecureRandom
  const { author, date, receiver } = extra
  const choice = yield* Option.isSome(extra.affirmation) ? chosen(extra) : drawn(extra, relationship, now)
  if (typeof choice === "string") return choice
  const [kept = Option.none()] = yield* deliveries.decide([
    new Delivery({
      id: DeliveryId.make(yield* random.uuidV7()),
      relationship: relationship.id,
      receiver,
      date,
      kind: "extra",
      affirmation: choice.affirmation.id,
      author,
      text: choice.affirmation.text,
      reason: choice.reason,
      chosenAt: now,
      sentAt: Option.none(),
      lovedAt: Option.none()
    })
  ])
  return Option.getOrElse(kept, () => "changed" as const)
})

/** Sends what was taken, unless it cannot be; gives what became of it. */
const give = Effect.fnUntraced(function*(extra: Extra) {
  const deliveries = yield* DeliveryStore
  const relationships = yield* RelationshipStore
  const now = yield* DateTime.now
  const [relationship] = yield* relationships.findMany([extra.relationship])
  const isTheirs = relationship?.state === "active" && partnerOf(relationship, extra.author) === extra.receiver
  if (!isTheirs) return "parted" as const
  const [before = Option.none()] = yield* deliveries.onDays([{ ...extra, kind: "extra" }])
  if (Option.exists(before, (kept) => kept.relationship !== extra.relationship)) return "parted" as const
  if (Option.exists(before, ({ sentAt }) => Option.isSome(sentAt))) return "sent" as const
  // also what was decided then: two would fall on the next date
  if (extra.date < dateAt(now, rules(extra.zone))) return "over" as const
  const delivery = Option.isSome(before) ? before.value : yield* decided(extra, relationship, now)
  if (typeof delivery === "string") return delivery
  const sent = yield* Arrival.send([delivery], now)
  return sent.length > 0 ? "sent" as const : "parted" as const
})

/** Whoever is told that it was sent is told the truth, also where an earlier attempt found nothing to send. */
const from = (to: ExtraState): ReadonlyArray<ExtraState> => to === "sent" ? ["taken", ...Unsent.literals] : ["taken"]

const deliverOne = Effect.fnUntraced(function*(job: ExtraJob) {
  const extras = yield* ExtraStore
  const taken = yield* extras.move(job, job.extra, ["asked"], "taken")
  if (Option.isNone(taken)) return "unknown" as const
  const { state } = taken.value
  if (state !== "taken") return state === "asked" ? "unknown" as const : state
  const outcome: Outcome = yield* give(taken.value)
  if (outcome !== "changed") yield* extras.move(job, job.extra, from(outcome), outcome)
  return outcome
})

/** Delivers extras, each once. Gives what became of each job, in order. */
export const deliver = Effect.fn("Extras.deliver")((jobs: ReadonlyArray<ExtraJob>) =>
  Effect.forEach(jobs, deliverOne, { concurrency: 16 })
)
