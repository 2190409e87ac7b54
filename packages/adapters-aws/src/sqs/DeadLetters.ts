import { Effect } from "effect"
import { deadOf } from "../Queues.ts"
import type { Sqs } from "../Sqs.ts"
import { deadLetterOf, type Message, receivedOf, textOf } from "./Notes.ts"

/** hidden for so many seconds from others who look at the same time */
const visibility = 30
/** and while many are looked through for a few */
const longer = 300
/** SQS finds nothing by name: so many dead letters at the most are looked through for those that were chosen */
const most = 10_000

interface Look {
  readonly limit: number
  readonly visibility: number
  /** what is to be done with a page; true when it was the last that is wanted */
  readonly page: (messages: ReadonlyArray<Message>) => boolean
}

/** What the operator does with dead letters. Thousands are moved faster by `StartMessageMoveTask`, in the console of SQS. */
export const make = (sqs: Sqs["Service"]) => {
  /** Takes dead letters that nobody else looks at: page by page until a page is empty or the last that is wanted. */
  const look = Effect.fnUntraced(function*(queue: string, { limit, page, visibility }: Look) {
    let seen = 0
    while (seen < limit) {
      // a poll that waits asks all of SQS's servers, one that does not only some
      const messages = yield* sqs.receive(deadOf(queue), { max: Math.min(10, limit - seen), visibility, wait: 1 })
      seen += messages.length
      if (messages.length === 0 || page(messages)) return
    }
  })
  const giveBack = (queue: string, messages: ReadonlyArray<Message>) =>
    sqs.hide(deadOf(queue), messages.map(({ receipt }) => receipt), 0)

  const remove = (queue: string, messages: ReadonlyArray<Message>) =>
    sqs.remove(deadOf(queue), messages.map(({ receipt }) => receipt))
  const sendBack = (queue: string, messages: ReadonlyArray<Message>) =>
    Effect.andThen(
      sqs.send(
        queue,
        messages.map((message) => {
          const { body, id } = receivedOf(message)
          return { text: textOf(body), notes: { id }, delay: 0 }
        })
      ),
      remove(queue, messages)
    )

  /** Takes those of these ids, does something with them, and gives all others back. */
  const withChosen = Effect.fnUntraced(function*<A, E>(
    queue: string,
    ids: ReadonlyArray<string>,
    use: (chosen: ReadonlyArray<Message>) => Effect.Effect<A, E>
  ) {
    const wanted = new Set(ids)
    const missing = new Set(ids)
    const chosen: Array<Message> = []
    const others: Array<Message> = []
    const page = (messages: ReadonlyArray<Message>) => {
      for (const message of messages) {
        const { id } = deadLetterOf(message)
        missing.delete(id)
        if (wanted.has(id)) chosen.push(message)
        else others.push(message)
      }
      return missing.size === 0
    }
    const all = ids.length === 0 ? Effect.void : look(queue, { limit: most, visibility: longer, page })
    return yield* Effect.ensuring(
      Effect.andThen(all, Effect.suspend(() => use(chosen))),
      Effect.ignore(Effect.suspend(() => giveBack(queue, others)))
    )
  }, Effect.uninterruptible)

  const idsOf = (messages: ReadonlyArray<Message>) => [...new Set(messages.map((message) => deadLetterOf(message).id))]

  return {
    list: Effect.fnUntraced(function*(queue: string, limit: number) {
      const found: Array<Message> = []
      const page = (messages: ReadonlyArray<Message>) => {
        found.push(...messages)
        return false
      }
      yield* Effect.ensuring(
        look(queue, { limit, visibility, page }),
        Effect.ignore(Effect.suspend(() => giveBack(queue, found)))
      )
      return found.map(deadLetterOf)
    }, Effect.uninterruptible),
    find: (queue: string, ids: ReadonlyArray<string>) =>
      withChosen(queue, ids, (chosen) => Effect.as(giveBack(queue, chosen), chosen.map(deadLetterOf))),
    revive: (queue: string, ids: ReadonlyArray<string>) =>
      withChosen(queue, ids, (chosen) => Effect.as(sendBack(queue, chosen), idsOf(chosen))),
    drop: (queue: string, ids: ReadonlyArray<string>) =>
      withChosen(queue, ids, (chosen) => Effect.as(remove(queue, chosen), idsOf(chosen))),
    redrive: Effect.fnUntraced(function*(queue: string, limit: number) {
      let sent = 0
      while (sent < limit) {
        const messages = yield* sqs.receive(deadOf(queue), { max: Math.min(10, limit - sent), visibility, wait: 1 })
        if (messages.length === 0) break
        yield* sendBack(queue, messages)
        sent += messages.length
      }
      return sent
    }, Effect.uninterruptible)
  }
}
