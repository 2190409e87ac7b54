import { DateTime, Effect, Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import { AccountStore } from "../accounts/AccountStore.ts"
import { at as dateAt } from "../LocalDate.ts"
import { JobQueue } from "../queue/JobQueue.ts"
import {
  partnerOf,
  type Relationship,
  type RelationshipId,
  RelationshipNotFound
} from "../relationships/Relationship.ts"
import { RelationshipStore } from "../relationships/RelationshipStore.ts"
import { all as zones, rules } from "../Zone.ts"
import { AffirmationSchedule } from "./AffirmationSchedule.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import { type DailyJob, encode, ofPart, type Outcome } from "./DailyJob.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Due from "./Due.ts"
import type { DuePart } from "./DuePart.ts"
import * as Schedule from "./Schedule.ts"
import * as Selection from "./Selection.ts"

/** Sending by hand: whom it would reach, the jobs for them, and what became of these. */

/** Who is asked for: both of a couple, one receiver, or everybody whose hour of today has come at an instant. */
export type Target =
  | { readonly _tag: "Relationship"; readonly id: RelationshipId }
  | { readonly _tag: "Receiver"; readonly id: UserId }
  | { readonly _tag: "Due"; readonly at: DateTime.Utc }

/** One receiver's job and how it stands before it is queued: `open` can be sent. */
export interface Planned {
  readonly job: DailyJob
  readonly state: "open" | Extract<Outcome, "already" | "empty" | "over" | "early">
}

const batch = 500

const todayOf = Effect.fnUntraced(function*(receiver: UserId, relationship: Relationship) {
  const accounts = yield* AccountStore
  const account = yield* accounts.find(receiver)
  const { slot, today } = yield* Schedule.of(account)
  const job: DailyJob = { receiver, relationship: relationship.id, date: today, zone: slot.zone }
  return job
})

const jobsOf = Effect.fnUntraced(function*(target: Extract<Target, { readonly _tag: "Relationship" | "Receiver" }>) {
  const relationships = yield* RelationshipStore
  if (target._tag === "Relationship") {
    const relationship = yield* relationships.find(target.id)
    return yield* Effect.forEach([relationship.first, relationship.second], (user) => todayOf(user, relationship))
  }
  const relationship = yield* relationships.ofUser(target.id)
  if (Option.isNone(relationship)) return yield* new RelationshipNotFound()
  return [yield* todayOf(target.id, relationship.value)]
})

/** Everybody of a part, as jobs without an hour: what is sent by hand comes however late it is. */
const jobsOfPart = Effect.fnUntraced(function*(part: DuePart) {
  const schedule = yield* AffirmationSchedule
  const jobs: Array<DailyJob> = []
  let after = Option.none<string>()
  do {
    const page = yield* schedule.due(part, after, batch)
    jobs.push(...ofPart(part, page.items).map(({ time: _, ...job }) => job))
    after = page.next
  } while (Option.isSome(after))
  return jobs
})

const dueAt = Effect.fnUntraced(function*(at: DateTime.Utc) {
  const schedule = yield* AffirmationSchedule
  const slots = Due.slots(zones, DateTime.subtract(at, { hours: 24 }), at)
  const parts = yield* schedule.parts(slots.filter(({ date, zone }) => date === dateAt(at, rules(zone))))
  return (yield* Effect.forEach(parts, jobsOfPart, { concurrency: 8 })).flat()
})

/** Whom a target means now, and who of them can be sent something. */
export const plan = Effect.fn("Sending.plan")(function*(target: Target) {
  const affirmations = yield* AffirmationStore
  const deliveries = yield* DeliveryStore
  const relationships = yield* RelationshipStore
  const jobs = target._tag === "Due" ? yield* dueAt(target.at) : yield* jobsOf(target)
  const given = yield* deliveries.onDays(jobs)
  const couples = new Map(
    (yield* relationships.findMany([...new Set(jobs.map(({ relationship }) => relationship))]))
      .map((relationship) => [relationship.id, relationship])
  )
  const shelves = jobs.map(({ receiver, relationship }) => {
    const couple = couples.get(relationship)
    return { relationship, author: couple === undefined ? receiver : partnerOf(couple, receiver) }
  })
  const sizes = yield* affirmations.poolSizes(shelves)
  // where there is nothing to draw there may be a surprise
  const bare = jobs.flatMap((_, i) => sizes[i] === 0 ? [i] : [])
  const pools = yield* affirmations.pools(bare.map((i) => shelves[i]!))
  const empty = new Set(bare.filter((i, n) => Selection.surprise(pools[n]!, jobs[i]!.date) === undefined))
  const now = yield* DateTime.now
  const stateOf = (job: DailyJob, i: number): Planned["state"] => {
    if (Option.exists(given[i]!, ({ sentAt }) => Option.isSome(sentAt))) return "already"
    const today = dateAt(now, rules(job.zone))
    if (job.date !== today) return job.date < today ? "over" : "early"
    return Option.isNone(given[i]!) && empty.has(i) ? "empty" : "open"
  }
  return jobs.map((job, i): Planned => ({ job, state: stateOf(job, i) }))
})

/** Queues jobs for whichever worker is there. */
export const queue = Effect.fn("Sending.queue")(function*(jobs: ReadonlyArray<DailyJob>) {
  const queue = yield* JobQueue
  for (let i = 0; i < jobs.length; i += batch) {
    yield* queue.send("affirmations", jobs.slice(i, i + batch).map((job) => encode(job)))
  }
})

/** Which of these jobs are sent by now. */
export const sent = Effect.fn("Sending.sent")(function*(jobs: ReadonlyArray<DailyJob>) {
  const deliveries = yield* DeliveryStore
  const given = yield* deliveries.onDays(jobs)
  return jobs.map((_, i) => Option.exists(given[i]!, ({ sentAt }) => Option.isSome(sentAt)))
})
