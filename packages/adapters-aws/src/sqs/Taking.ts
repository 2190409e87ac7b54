import { maxReceives, type Received } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { deadOf } from "../Queues.ts"
import type { Outgoing, Sqs } from "../Sqs.ts"
import { type Holding, machine } from "./Holding.ts"
import { killer, type Message, notesOf, receivedOf } from "./Notes.ts"
import { outgoing } from "./Settling.ts"

/** how many more requests are made at once when one brought as much as it can */
const more = 16

interface Sorted {
  readonly alive: ReadonlyArray<Received>
  /** those whose time has not come: SQS delays for a quarter of an hour at most */
  readonly early: ReadonlyArray<readonly [message: Message, again: Outgoing]>
  /** those that were handed out too often */
  readonly killers: ReadonlyArray<readonly [message: Message, dead: Outgoing]>
}

/** What to do with messages that came. */
export const sorted = (messages: ReadonlyArray<Message>): Sorted => {
  const alive: Array<Received> = []
  const early: Array<readonly [Message, Outgoing]> = []
  const killers: Array<readonly [Message, Outgoing]> = []
  for (const message of messages) {
    const { notBefore = 0, ...notes } = notesOf(message)
    const job = receivedOf(message)
    const left = Math.ceil((notBefore - machine.currentTimeMillisUnsafe()) / 1000)
    if (left > 0) {
      early.push([message, outgoing(job.body, notes, left)])
    } else if (job.receives > maxReceives) {
      const { body, failures, id } = job
      killers.push([message, outgoing(body, { id, failures, receives: maxReceives, reason: killer }, 0)])
    } else {
      alive.push(job)
    }
  }
  return { alive, early, killers }
}

/** Puts messages that are not to be handled now where they belong. */
export const putAway = Effect.fnUntraced(function*(sqs: Sqs["Service"], queue: string, { early, killers }: Sorted) {
  yield* sqs.send(queue, early.map(([, again]) => again))
  yield* sqs.send(deadOf(queue), killers.map(([, dead]) => dead))
  yield* sqs.remove(queue, [...early, ...killers].map(([{ receipt }]) => receipt))
})

/** Takes what there is, up to `max`, and holds it; waits so many seconds for the first. */
export const make = (sqs: Sqs["Service"], holding: Holding) => {
  const once = Effect.fnUntraced(function*(queue: string, max: number, visibility: number, wait: number) {
    const start = holding.now()
    const messages = yield* sqs.receive(queue, { max, visibility, wait })
    const sorting = sorted(messages)
    holding.hold(sorting.alive.map(({ receipt }) => receipt), start, visibility)
    yield* putAway(sqs, queue, sorting)
    return { count: messages.length, alive: sorting.alive }
  })

  return Effect.fnUntraced(function*(queue: string, max: number, visibility: number, wait: number) {
    const jobs: Array<Received> = []
    let polled = yield* once(queue, Math.min(max, 10), visibility, wait)
    while (true) {
      jobs.push(...polled.alive)
      // one that was full, or brought nothing that may be handled, is not the last
      if (polled.count === 0 || jobs.length >= max || polled.count < 10 && jobs.length > 0) return jobs
      const requests = Math.min(more, Math.ceil((max - jobs.length) / 10))
      const answers = yield* Effect.forEach(
        Array.from({ length: requests }, (_, n) => Math.min(10, max - jobs.length - 10 * n)),
        (count) => Effect.orElseSucceed(once(queue, count, visibility, 0), () => ({ count: 0, alive: [] })),
        { concurrency: more }
      )
      polled = {
        count: Math.min(...answers.map(({ count }) => count)),
        alive: answers.flatMap(({ alive }) => alive)
      }
    }
  })
}
