import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import * as Sending from "@lumi/core/affirmations/Sending"
import { DateTime, Effect, Option, Schedule } from "effect"
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

/** How long a command waits for workers that run elsewhere. */
const patience = "30 seconds"

/** Queues jobs and waits until all are sent, or until nobody seems to work on them. */
const deliver = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const workers = yield* Workers
  const progress = yield* Progress
  if (jobs.length === 0) return []
  yield* Sending.queue(jobs)
  const look = Effect.tap(
    Sending.sent(jobs),
    (sent) => progress.report("sent", sent.filter(Boolean).length, jobs.length)
  )
  return yield* look.pipe(
    Effect.repeat({ schedule: Schedule.spaced("50 millis"), until: (sent) => sent.every(Boolean) }),
    Effect.timeoutOption(patience),
    Effect.flatMap(Option.match({ onNone: () => Sending.sent(jobs), onSome: Effect.succeed })),
    workers.alongside
  )
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
  const sent = options.dryRun === true ? [] : yield* deliver(open)
  const outcome = ({ job, state }: Sending.Planned): keyof typeof words =>
    state !== "open"
      ? state
      : options.dryRun === true
      ? "would send"
      : sent[open.indexOf(job)] === true
      ? "sent"
      : "queued"
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
        `${
          count(queued, "job")
        } still in the queue after ${patience}: is a worker running? lumi queue stats tells more.`
      ])
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
