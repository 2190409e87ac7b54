import { assert } from "@effect/vitest"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import type { Delivery } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import * as Sending from "@lumi/core/affirmations/Sending"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect, Option, Schedule } from "effect"
import type { ChildProcess } from "node:child_process"
import { couple } from "../faults/Couples.ts"

const kills = 25
const perKill = 16
const couples = kills * perKill / 2

/** The sentence of the test, the same for every family. */
export const sentence = `${kills} times over ${kills * perKill} jobs loses none, repeats none and changes no text`

/** Only who lives can be killed: a worker that ended by itself is a finding of its own. */
const kill = (child: ChildProcess) =>
  Effect.callback<void, Error>((resume) => {
    if (child.exitCode !== null) {
      return resume(Effect.fail(new Error(`the worker ended by itself with ${child.exitCode}`)))
    }
    child.once("exit", () => resume(Effect.void))
    child.kill("SIGKILL")
  })

/** How many of these days have their text, and how many of these texts are sent. */
const states = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const deliveries = yield* DeliveryStore
  const given = (yield* deliveries.onDays(jobs)).filter(Option.isSome).map(({ value }) => value)
  return { decided: given.length, sent: given.filter(({ sentAt }) => Option.isSome(sentAt)).length }
})

/** Those of these jobs whose day has no text yet, or whose text is not sent yet. */
const without = Effect.fnUntraced(function*(what: "decided" | "sent", jobs: ReadonlyArray<DailyJob>) {
  const deliveries = yield* DeliveryStore
  const given = yield* deliveries.onDays(jobs)
  const has = what === "sent" ? Option.exists<Delivery>(({ sentAt }) => Option.isSome(sentAt)) : Option.isSome
  return jobs.filter((_, i) => !has(given[i]!))
})

const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((all, one) => all + one, 0)

/** A text as it was once written for a receiver's day. */
export interface Written {
  readonly day: string
  readonly text: string
}

/** How a family runs its worker, and what was ever written in it. */
export interface World<E, R> {
  /** starts the real program that works off jobs, with more of the environment, and waits until it says so */
  readonly start: (env: Readonly<Record<string, string>>) => Effect.Effect<ChildProcess, E, R>
  /** every text that a delivery ever had, read once everything is over */
  readonly written: Effect.Effect<ReadonlyArray<Written>, E, R>
}

/**
 * What a killed worker held comes soon to the next, and not to each of those that follow: what is received a dozen times is
 * dead, so it is hidden for some kills, however long the machine takes for one.
 */
const leaseOf = (millisPerKill: number) => ({ LUMI_LEASE_SECONDS: `${Math.max(5, Math.ceil(millisPerKill / 250))}` })

/** Kills the worker again and again while it delivers, lets the last one finish, and counts what came of it. */
export const story = Effect.fnUntraced(function*<E, R>({ start, written }: World<E, R>) {
  const affirmations = yield* AffirmationStore
  const notifications = yield* NotificationStore
  const queue = yield* JobQueue
  const planned = (yield* Effect.forEach(
    Array.from({ length: couples }, (_, n) => n),
    (n) => couple(n),
    { concurrency: 8 }
  ))
    .flat()
  const jobs = planned.map(({ job }) => job)

  let cut = 0
  const began = performance.now()
  const leaseNow = (n: number) => leaseOf((performance.now() - began) / Math.max(1, n))
  for (let n = 0; n < kills; n++) {
    const worker = yield* start(leaseNow(n))
    const queued = jobs.slice(0, (n + 1) * perKill)
    const before = yield* states(queued)
    // every second one while it delivers, the others whenever it happens to be
    const begun = n % 4 === 1 ? "decided" : "sent"
    const open = yield* without(begun, queued)
    yield* Sending.queue(queued.slice(n * perKill))
    yield* n % 2 === 0
      ? Effect.sleep(n * 2)
      : Effect.repeat(without(begun, open), {
        until: (left) => left.length < open.length,
        schedule: Schedule.spaced("2 millis")
      }).pipe(Effect.timeoutOption("1 minute"))
    yield* kill(worker)
    const after = yield* states(queued)
    if (after.decided > before.decided && after.sent < queued.length) cut++
  }
  // what the killed ones held comes again when its visibility is over
  yield* Effect.acquireUseRelease(
    start(leaseNow(kills)),
    () =>
      Effect.repeat(Sending.sent(jobs), {
        schedule: Schedule.spaced("250 millis"),
        until: (sent) => sent.every(Boolean)
      }).pipe(Effect.timeout("5 minutes")),
    kill
  )

  assert.isAbove(cut, 0, "no worker was killed while it delivered")
  const told = yield* Effect.forEach(jobs, ({ receiver }) => notifications.list(receiver, Option.none(), 10), {
    concurrency: 8
  })
  const shelves = planned.map(({ author, job }) => ({ relationship: job.relationship, author }))
  const pools = yield* affirmations.pools(shelves)
  const texts = Map.groupBy(yield* written, ({ day }) => day)
  assert.deepStrictEqual({
    delivered: (yield* Sending.sent(jobs)).filter(Boolean).length,
    told: sum(told.map(({ items }) => items.length)),
    counted: sum(pools.flat().map(({ timesSent }) => timesSent)),
    days: texts.size,
    changed: [...texts.values()].filter((all) => new Set(all.map(({ text }) => text)).size > 1).length,
    dead: (yield* queue.stats("affirmations")).dead
  }, { delivered: jobs.length, told: jobs.length, counted: jobs.length, days: jobs.length, changed: 0, dead: 0 })
})
