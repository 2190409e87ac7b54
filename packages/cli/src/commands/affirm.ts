import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import * as Sending from "@lumi/core/affirmations/Sending"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { DateTime, Duration, Effect, Option } from "effect"
import { notFound, usage } from "../CliError.ts"
import { Progress } from "../Progress.ts"
import { count, type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"
import { Workers } from "../Workers.ts"
import { relationshipId } from "./relationship.ts"
import { findUser } from "./user.ts"

interface SendOptions {
  readonly relationship?: string
  readonly receiver?: string
  readonly due?: boolean
  readonly at?: string
  readonly dryRun?: boolean
}

const instant = Effect.fnUntraced(function*(at: string | undefined) {
  if (at === undefined) return yield* DateTime.now
  const parsed = DateTime.make(at)
  if (Option.isNone(parsed)) return yield* usage(`--at takes an instant such as 2026-11-25T08:00:00Z, not ${at}.`)
  return DateTime.toUtc(parsed.value)
})

const target = Effect.fnUntraced(function*(options: SendOptions) {
  const named = [options.relationship, options.receiver, options.due].filter((given) => given !== undefined)
  if (named.length !== 1) return yield* usage("Say to whom: one of --relationship, --receiver or --due.")
  if (options.at !== undefined && options.due === undefined) return yield* usage("--at goes with --due.")
  if (options.relationship !== undefined) {
    return { _tag: "Relationship", id: yield* relationshipId(options.relationship) } as const
  }
  if (options.receiver !== undefined) return { _tag: "Receiver", id: (yield* findUser(options.receiver)).id } as const
  return { _tag: "Due", at: yield* instant(options.at) } as const
})

const planned = (target: Sending.Target) =>
  Sending.plan(target).pipe(
    Effect.catchTags({
      RelationshipNotFound: () =>
        notFound(
          target._tag === "Receiver"
            ? "This person is in no relationship."
            : "There is no such relationship. lumi relationship list shows all."
        ),
      AccountNotFound: () => notFound("One of the two has no account any more.")
    })
  )

/** How long a command waits for workers that run elsewhere, when nothing is sent. */
const patience = Duration.seconds(30)

/** How many are asked for at once. */
const batch = 500

/** Asks for those that were asked for longest ago, until a batch brings nothing new; takes out what is sent by now. */
const look = Effect.fnUntraced(function*(open: Set<DailyJob>) {
  const began = open.size
  for (let asked = 0, news = true; news && asked < began; asked += batch) {
    const some = [...open.values().take(batch)]
    const sent = yield* Sending.sent(some)
    news = sent.includes(true)
    some.forEach((job, i) => {
      open.delete(job)
      if (sent[i] !== true) open.add(job)
    })
  }
  return began - open.size
})

/** Queues jobs and waits until all are sent, or until nobody seems to work on them. Gives those that are not. */
const deliver = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const workers = yield* Workers
  const progress = yield* Progress
  const queue = yield* JobQueue
  const open = new Set(jobs)
  if (jobs.length === 0) return { open, dead: 0 }
  const stats = queue.stats("affirmations")
  const before = (yield* stats).dead
  const details = Effect.match(stats, {
    onFailure: () => [],
    onSuccess: ({ dead, delayed }) => [`${delayed} failed and rest`, `${Math.max(0, dead - before)} dead`]
  })
  yield* Sending.queue(jobs)
  const waiting = Effect.gen(function*() {
    let last = yield* DateTime.now
    while (open.size > 0) {
      const now = yield* DateTime.now
      if ((yield* look(open)) > 0) last = now
      yield* progress.report("sent", jobs.length - open.size, jobs.length, details)
      if (Duration.isGreaterThan(DateTime.distance(last, now), patience)) return
      yield* Effect.sleep(open.size > batch ? "250 millis" : "50 millis")
    }
  })
  yield* workers.alongside(waiting)
  return { open, dead: open.size === 0 ? 0 : Math.max(0, (yield* stats).dead - before) }
})

const words = {
  "sent": "sent",
  "already": "already had today's",
  "empty": "nothing to send: their partner's words have run out",
  "over": "too late: this day is over where they are",
  "early": "too early: this day has not begun where they are",
  "would send": "would be sent one",
  "queued": "queued and not sent yet"
} as const

/** `lumi affirm send` */
export const send = command(Effect.fnUntraced(function*(options: SendOptions) {
  const plan = yield* planned(yield* target(options))
  const open = plan.filter(({ state }) => state === "open").map(({ job }) => job)
  const left = options.dryRun === true ? { open: new Set(open), dead: 0 } : yield* deliver(open)
  const outcome = ({ job, state }: Sending.Planned): keyof typeof words =>
    state !== "open"
      ? state
      : options.dryRun === true
      ? "would send"
      : left.open.has(job)
      ? "queued"
      : "sent"
  const items = plan.map((one) => ({
    receiver: one.job.receiver,
    relationship: one.job.relationship,
    date: one.job.date,
    zone: one.job.zone,
    outcome: outcome(one)
  }))
  const queued = items.filter(({ outcome }) => outcome === "queued").length
  return {
    json: { items },
    lines: items.length === 0 ? ["Nobody is due."] : [
      ...table(
        ["receiver", "date", "outcome"],
        items.map(({ date, outcome, receiver }) => [receiver, date, words[outcome]])
      ),
      ...(queued === 0 ? [] : [
        `${count(queued, "job")} not sent, and nothing was for ${
          Duration.format(patience)
        }: is a worker running? lumi queue stats tells more.`
      ]),
      ...(left.dead === 0 ? [] : [`${count(left.dead, "job")} failed for good: lumi queue dlq list says why.`])
    ],
    incomplete: queued > 0
  } satisfies Report
}))

/** `lumi affirm due` */
export const due = command(Effect.fnUntraced(function*(options: { readonly at?: string }) {
  const at = yield* instant(options.at)
  const plan = yield* planned({ _tag: "Due", at })
  const items = plan.map(({ job, state }) => ({ ...job, state }))
  return {
    json: { at: DateTime.formatIso(at), items },
    lines: items.length === 0 ? ["Nobody is due."] : table(
      ["receiver", "date", "zone", "state"],
      items.map(({ date, receiver, state, zone }) => [receiver, date, zone, state])
    )
  } satisfies Report
}))
