import { DateTime, Effect, Option, Random } from "effect"
import { SecureRandom } from "effect/crypto"
import { at as dateAt } from "../LocalDate.ts"
import { JobQueue } from "../queue/JobQueue.ts"
import { partnerOf, type Relationship, type RelationshipId } from "../relationships/Relationship.ts"
import { RelationshipStore } from "../relationships/RelationshipStore.ts"
import { all as zones, rules } from "../Zone.ts"
import { AffirmationSchedule } from "./AffirmationSchedule.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import * as Arrival from "./Arrival.ts"
import { type DailyJob, encode, ofPart, type Outcome } from "./DailyJob.ts"
import * as Day from "./Day.ts"
import { DayStore, type Missed } from "./DayStore.ts"
import { Delivery, DeliveryId } from "./Delivery.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Due from "./Due.ts"
import * as DueJob from "./DueJob.ts"
import * as Lateness from "./Lateness.ts"
import * as Selection from "./Selection.ts"

/**
 * The whole life of a daily affirmation, in order. First `enqueueDue` every minute, then `enqueuePart` for each part it
 * queued, then `deliver` for the jobs of each part.
 */

/** How many jobs are queued, and receivers read, in one go. */
const batch = 500

/** How far back a tick looks when it was away: of older days nobody is told that they were missed. */
const memory = "31 days"

/**
 * Queues everybody whose hour came since the last time, in parts. Remembers how far it got only after these are safe:
 * killed in between, it queues some of them again, and `deliver` sees to it that nobody notices. What has to be made up for
 * is queued one instant after the other, so that a tick that is killed again and again gets further each time. Also who was
 * due on days that are over by now is queued: `deliver` keeps that they were missed. Gives how many parts.
 */
export const enqueueDue = Effect.fn("Pipeline.enqueueDue")(function*() {
  const schedule = yield* AffirmationSchedule
  const queue = yield* JobQueue
  const now = yield* DateTime.now
  const before = yield* schedule.progress
  // the very first tick owes nothing to anybody, and neither does one whose clock went back
  if (Option.isNone(before)) yield* schedule.advance(now)
  let from = DateTime.max(Option.getOrElse(before, () => now), DateTime.subtractDuration(now, memory))
  let queued = 0
  // a day at a time, so that it is not all in memory at once
  while (DateTime.isLessThan(from, now)) {
    const to = DateTime.min(now, DateTime.addDuration(from, "1 day"))
    let reached: DateTime.Utc | undefined
    for (const [instant, slots] of Due.byInstant(Due.slots(zones, from, to))) {
      if (reached !== undefined) yield* schedule.advance(reached)
      const parts = yield* schedule.parts(slots)
      for (let i = 0; i < parts.length; i += batch) {
        yield* queue.send("due", parts.slice(i, i + batch).map((part) => DueJob.encode({ part, after: Option.none() })))
      }
      queued += parts.length
      reached = instant
    }
    yield* schedule.advance(to)
    from = to
  }
  return queued
})

/**
 * Queues a job for everybody of a part, page by page. Past the instant `until` it begins no further page and queues the
 * rest of the part instead, for a worker that has time: a part may be longer than its worker lives. Gives how many jobs.
 */
export const enqueuePart = Effect.fn("Pipeline.enqueuePart")(
  function*({ after: from, part }: DueJob.DueJob, until: Option.Option<DateTime.Utc>) {
    const schedule = yield* AffirmationSchedule
    const queue = yield* JobQueue
    let queued = 0
    let after = from
    do {
      const page = yield* schedule.due(part, after, batch)
      const jobs = ofPart(part, page.items)
      if (jobs.length > 0) yield* queue.send("affirmations", jobs.map((job) => encode(job)))
      queued += jobs.length
      after = page.next
      if (Option.isSome(after) && Option.isSome(until) && (yield* DateTime.isPast(until.value))) {
        yield* queue.send("due", [DueJob.encode({ part, after })])
        return queued
      }
    } while (Option.isSome(after))
    return queued
  }
)

/** A job without a delivery, and what its day is. */
interface Open {
  readonly job: DailyJob
  readonly day: Day.Day
}

const opened = Effect.fnUntraced(function*(
  jobs: ReadonlyArray<DailyJob>,
  relationships: ReadonlyMap<RelationshipId, Relationship>
) {
  const days = yield* DayStore
  const hard = yield* days.hard(jobs)
  return jobs.map((job, i): Open => ({
    job,
    day: Day.of(job.date, job.zone, relationships.get(job.relationship)!.since, hard[i])
  }))
})

/**
 * The surprise of the date, or else a text that is drawn, for each job that has none yet, as a delivery to be decided; none
 * where the partner has no words.
 */
const draw = Effect.fnUntraced(function*(
  jobs: ReadonlyArray<Open>,
  relationships: ReadonlyMap<RelationshipId, Relationship>,
  now: DateTime.Utc
) {
  const affirmations = yield* AffirmationStore
  const random = yield* SecureRandom.SecureRandom
  const pools = yield* affirmations.pools(jobs.map(({ job }) => ({
    relationship: job.relationship,
    author: partnerOf(relationships.get(job.relationship)!, job.receiver)
  })))
  return yield* Effect.forEach(jobs, ({ day, job }, i) =>
    Effect.gen(function*() {
      const drawn = Selection.draw(pools[i]!, day, now, yield* Random.next)
      if (Option.isNone(drawn)) return Option.none<Delivery>()
      const { affirmation, reason } = drawn.value
      return Option.some(
        new Delivery({
          id: DeliveryId.make(yield* random.uuidV7()),
          relationship: job.relationship,
          receiver: job.receiver,
          date: job.date,
          affirmation: affirmation.id,
          author: affirmation.author,
          text: affirmation.text,
          reason,
          chosenAt: now,
          sentAt: Option.none(),
          lovedAt: Option.none()
          // all of it comes from models
        }, { disableChecks: true })
      )
    }))
})

/** How late each of these days comes; where one of its jobs was sent by hand, it is not. */
const latenessOf = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>, now: DateTime.Utc) {
  const byHand = new Set(jobs.filter(({ time }) => time === undefined).map(key))
  const days = new Map(jobs.filter((job) => !byHand.has(key(job))).map((job) => [key(job), job]))
  return new Map(
    yield* Effect.forEach(
      days,
      ([day, job]) => Effect.map(Lateness.ofJob(job, now), (late) => [day, late] as const),
      { concurrency: 32 }
    )
  )
})

/**
 * Delivers jobs together: the choice is recorded before anything is sent, and only what is recorded is sent. Whatever was
 * killed, repeated or reordered before, one receiver's date has one text. Gives what became of each job, in order.
 */
export const deliver = Effect.fn("Pipeline.deliver")(function*(jobs: ReadonlyArray<DailyJob>) {
  const days = yield* DayStore
  const deliveries = yield* DeliveryStore
  const relationships = yield* RelationshipStore
  const now = yield* DateTime.now

  const active = new Map(
    (yield* relationships.findMany([...new Set(jobs.map(({ relationship }) => relationship))]))
      .filter(({ state }) => state === "active")
      .map((relationship) => [relationship.id, relationship])
  )
  const before = yield* deliveries.onDays(jobs)
  const open = new Map<string, DailyJob>()
  const outcomes = jobs.map((job, i): Outcome | undefined => {
    const relationship = active.get(job.relationship)
    if (relationship?.first !== job.receiver && relationship?.second !== job.receiver) return "gone"
    const kept = Option.getOrUndefined(before[i]!)
    if (kept !== undefined && kept.relationship !== job.relationship) return "gone"
    if (kept !== undefined && Option.isSome(kept.sentAt)) return "already"
    // also what was decided then: two would fall on the next date
    const today = dateAt(now, rules(job.zone))
    if (job.date < today) return "over"
    if (kept !== undefined) return undefined
    // clocks of two machines differ a little, and a day may begin on the one first
    if (job.date > today && job.date > dateAt(DateTime.add(now, { minutes: 10 }), rules(job.zone))) return "early"
    open.set(key(job), job)
    return undefined
  })

  // also of what was decided in time: it may have waited since
  const lateness = yield* latenessOf(jobs.filter((_, i) => outcomes[i] === undefined), now)
  const isSkipped = (job: DailyJob) => lateness.get(key(job))?._tag === "Skipped"
  const undecided = yield* opened([...open.values()].filter((job) => !isSkipped(job)), active)
  const drawn = yield* draw(undecided, active, now)
  const chosen = drawn.filter(Option.isSome).map(({ value }) => value)
  const hadWords = new Set(chosen.map(key))
  const decided = yield* deliveries.decide(chosen)
  const kept = new Map(
    [...before, ...decided].filter(Option.isSome).map(({ value }) => [key(value), value])
  )

  const unsent = [...new Set(jobs.filter((job, i) => outcomes[i] === undefined && !isSkipped(job)).map(key))]
    .flatMap((day) => kept.get(day) ?? [])
    .filter(({ sentAt }) => Option.isNone(sentAt))
  const minutesLate = (delivery: Delivery) => {
    const late = lateness.get(key(delivery))
    return late?._tag === "Late" ? late.minutes : undefined
  }
  const sent = new Set((yield* Arrival.send(unsent, now, minutesLate)).map(key))
  const results = jobs.map((job, i): Outcome => {
    const delivery = kept.get(key(job))
    if (outcomes[i] !== undefined) return outcomes[i]
    if (isSkipped(job)) return "skipped"
    if (delivery !== undefined) return Option.isSome(delivery.sentAt) || sent.has(key(job)) ? "sent" : "gone"
    return hadWords.has(key(job)) ? "changed" : "empty"
  })
  yield* days.miss(jobs.flatMap((job, i) => {
    const why = missed[results[i]!]
    // by hand nothing was promised
    return why === undefined || job.time === undefined ? [] : [{ ...job, why }]
  }))
  return results
})

/** Why a day brought nothing, where that is what became of its job. */
const missed: Partial<Record<Outcome, Missed["why"]>> = { empty: "empty", skipped: "late", over: "late" }

/** The key of a delivery. */
const key = ({ date, receiver }: Pick<DailyJob, "date" | "receiver">) => `${receiver} ${date}`
