import { Effect } from "effect"
import { deadOf } from "../Queues.ts"
import type { Sqs } from "../Sqs.ts"
import { deadLetterOf, type Message, receivedOf, textOf } from "./Notes.ts"

/** hidden for so many seconds from others who look at the same time */
const visibility = 30

/** What the operator does with dead letters. Thousands are moved faster by `StartMessageMoveTask`, in the console of SQS. */
export const make = (sqs: Sqs["Service"]) => {
  /** Messages that nobody else looks at, up to a limit: page by page until a page is empty. */
  const pages = Effect.fnUntraced(function*<E>(
    queue: string,
    limit: number,
    handle: (messages: ReadonlyArray<Message>) => Effect.Effect<void, E>
  ) {
    let seen = 0
    while (seen < limit) {
      // a poll that waits asks all of SQS's servers, one that does not only some
      const messages = yield* sqs.receive(deadOf(queue), { max: Math.min(10, limit - seen), visibility, wait: 1 })
      if (messages.length === 0) break
      seen += messages.length
      yield* handle(messages)
    }
    return seen
  }, Effect.uninterruptible)

  return {
    list: Effect.fnUntraced(function*(queue: string, limit: number) {
      const found: Array<Message> = []
      yield* pages(queue, limit, (messages) => Effect.sync(() => found.push(...messages)))
      yield* sqs.hide(deadOf(queue), found.map(({ receipt }) => receipt), 0)
      return found.map(deadLetterOf)
    }),
    redrive: (queue: string, limit: number) =>
      pages(queue, limit, (messages) =>
        Effect.andThen(
          sqs.send(
            queue,
            messages.map((message) => {
              const { body, id } = receivedOf(message)
              return { text: textOf(body), notes: { id }, delay: 0 }
            })
          ),
          sqs.remove(deadOf(queue), messages.map(({ receipt }) => receipt))
        ))
  }
}
