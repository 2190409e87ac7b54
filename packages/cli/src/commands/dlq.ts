import { type DeadLetter, JobQueue, type QueueName, queues } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { notFound, usage } from "../CliError.ts"
import { Confirm } from "../Confirm.ts"
import type { CommonOptions } from "../options.ts"
import { Progress } from "../Progress.ts"
import { count, type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"

interface Options extends CommonOptions {
  readonly queue?: QueueName
  readonly limit?: number
}

const named = ({ queue }: Options): ReadonlyArray<QueueName> => queue === undefined ? queues : [queue]

const letter = (queue: QueueName, { body, failures, id, reason, receives }: DeadLetter) =>
  ({ queue, id, reason, failures, receives, body }) as const

const limitOf = ({ limit }: Options) =>
  limit === undefined || (Number.isInteger(limit) && limit >= 1)
    ? Effect.succeed(limit ?? Infinity)
    : usage("--limit takes a whole number from 1.")

const missing = (ids: ReadonlyArray<string>) =>
  notFound(`There is no dead letter ${ids.join(", ")}. lumi queue dlq list shows what there is.`)

/** How many are dead in each of the queues asked for. */
const dead = Effect.fnUntraced(function*(options: Options) {
  const jobs = yield* JobQueue
  return yield* Effect.forEach(
    named(options),
    (queue) => Effect.map(jobs.stats(queue), ({ dead }) => ({ queue, dead }))
  )
})

/** `lumi queue dlq list` */
export const list = command(Effect.fnUntraced(function*(options: Options) {
  const jobs = yield* JobQueue
  const limit = yield* limitOf(options)
  const items: Array<ReturnType<typeof letter>> = []
  for (const queue of named(options)) {
    if (items.length >= limit) break
    const found = yield* jobs.deadLetters(queue, limit - items.length)
    items.push(...found.map((one) => letter(queue, one)))
  }
  const all = (yield* dead(options)).reduce((sum, { dead }) => sum + dead, 0)
  return {
    json: { items, more: all > items.length },
    lines: items.length === 0 && all === 0 ? ["No job has failed for good."] : [
      ...table(
        ["queue", "id", "failures", "receives", "reason"],
        items.map(({ failures, id, queue, reason, receives }) => [
          queue,
          id,
          String(failures),
          String(receives),
          reason.replaceAll(/\s+/g, " ")
        ])
      ),
      ...(all > items.length ? [`There are about ${all}: --limit shows more. On AWS this is a sample of them.`] : [])
    ]
  } satisfies Report
}))

/** `lumi queue dlq show` */
export const show = command(Effect.fnUntraced(function*(id: string, options: Options) {
  const jobs = yield* JobQueue
  for (const queue of named(options)) {
    const [found] = yield* jobs.deadLettersOf(queue, [id])
    if (found === undefined) continue
    return {
      json: letter(queue, found),
      lines: [
        `${found.id} of queue ${queue}`,
        `  reason    ${found.reason}`,
        `  failures  ${found.failures}`,
        `  receives  ${found.receives}`,
        `  payload   ${JSON.stringify(found.body)}`
      ]
    } satisfies Report
  }
  return yield* missing([id])
}))

interface Doing {
  readonly verb: "retry" | "drop"
  readonly done: "retried" | "dropped"
  readonly warning: string
  readonly act: (
    queue: QueueName,
    ids: ReadonlyArray<string>
  ) => ReturnType<JobQueue["Service"]["revive" | "drop"]>
}

/** Does something with chosen dead letters, wherever they are; those that are nowhere are named. */
const withChosen = Effect.fnUntraced(function*(ids: ReadonlyArray<string>, options: Options, doing: Doing) {
  const jobs = yield* JobQueue
  const confirm = yield* Confirm
  const dry = options.dryRun === true
  const wanted = new Set(ids)
  if (!dry) yield* confirm.ask(`${doing.warning.replace("%", count(wanted.size, "dead letter"))}`, options)
  const items: Array<{ readonly queue: QueueName | null; readonly id: string; readonly outcome: string }> = []
  for (const queue of named(options)) {
    if (wanted.size === 0) break
    const found = dry
      ? (yield* jobs.deadLettersOf(queue, [...wanted])).map(({ id }) => id)
      : yield* doing.act(queue, [...wanted])
    for (const id of new Set(found)) {
      wanted.delete(id)
      items.push({ queue, id, outcome: dry ? `would ${doing.verb}` : doing.done })
    }
  }
  if (items.length === 0) return yield* missing([...wanted])
  items.push(...Array.from(wanted, (id) => ({ queue: null, id, outcome: "missing" })))
  return {
    json: { items },
    lines: table(["id", "outcome"], items.map(({ id, outcome }) => [id, outcome])),
    incomplete: wanted.size > 0
  } satisfies Report
})

/** `lumi queue dlq retry` */
export const retry = command(Effect.fnUntraced(function*(ids: ReadonlyArray<string>, options: Options) {
  const { revive } = yield* JobQueue
  return yield* withChosen(ids, options, {
    verb: "retry",
    done: "retried",
    warning: "Send % back into the queue?",
    act: revive
  })
}))

/** `lumi queue dlq drop` */
export const drop = command(Effect.fnUntraced(function*(ids: ReadonlyArray<string>, options: Options) {
  const { drop } = yield* JobQueue
  return yield* withChosen(ids, options, { verb: "drop", done: "dropped", warning: "Forget % for good?", act: drop })
}))

/** How many are sent back in one go. */
const batch = 100

/** `lumi queue dlq redrive` */
export const redrive = command(Effect.fnUntraced(function*(options: Options) {
  const jobs = yield* JobQueue
  const confirm = yield* Confirm
  const progress = yield* Progress
  const limit = yield* limitOf(options)
  const letters = yield* dead(options)
  let left = limit
  // no more than there are now: what fails again meanwhile would be sent back for ever
  const plan = letters.map(({ dead, queue }) => {
    const wanted = Math.min(dead, left)
    left -= wanted
    return { queue, dead, wanted }
  })
  const of = plan.reduce((sum, { wanted }) => sum + wanted, 0)
  const dry = options.dryRun === true
  if (!dry && of > 0) yield* confirm.ask(`Send ${count(of, "dead letter")} back into the queue?`, options)
  let done = 0
  const items = yield* Effect.forEach(
    plan,
    Effect.fnUntraced(function*({ dead, queue, wanted }) {
      let redriven = 0
      while (!dry && redriven < wanted) {
        const sent = yield* jobs.redrive(queue, Math.min(batch, wanted - redriven))
        if (sent === 0) break
        redriven += sent
        done += sent
        yield* progress.report("sent back", done, of)
      }
      return { queue, dead, redriven }
    })
  )
  return {
    json: { items },
    lines: of === 0 ? ["No job has failed for good."] : [
      dry
        ? `${count(of, "dead letter")} would be sent back.`
        : `${done} of ${count(of, "dead letter")} sent back: lumi queue stats tells what becomes of them.`
    ]
  } satisfies Report
}))
