import { Duration, Effect, Option, Queue, Random, Result, Schema, Semaphore } from "effect"
import { maxReceives } from "../queue/JobQueue.ts"
import * as Retry from "../queue/Retry.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { attempt, Outcome } from "./Attempt.ts"
import { Change } from "./Change.ts"
import type { ChangeFeed, Handle } from "./ChangeFeed.ts"

/** A change as somebody holds it for a while, like a job. */
export interface Held {
  readonly id: string
  /** proves that this attempt still holds it */
  readonly receipt: string
  readonly body: unknown
  readonly failures: number
  readonly receives: number
}

/** Where a family that pulls its changes keeps them; a stale receipt changes nothing. */
export interface Outbox {
  /**
   * Takes a change that nobody holds, that does not rest, and that is the oldest of its subject; for longer than an
   * attempt may last.
   */
  readonly take: Effect.Effect<Option.Option<Held>, StoreUnavailable>
  /** Settles when something came since it was asked for, or it is time to look anyway. */
  readonly more: Effect.Effect<Effect.Effect<void>>
  readonly done: (held: Held) => Effect.Effect<void, StoreUnavailable>
  /** Given back untouched, to come again after `rest`: this time does not count. */
  readonly release: (held: Held, rest: Duration.Duration) => Effect.Effect<void, StoreUnavailable>
  readonly retry: (held: Held, rest: Duration.Duration) => Effect.Effect<void, StoreUnavailable>
  readonly bury: (held: Held, reason: string) => Effect.Effect<void, StoreUnavailable>
}

/** How many subjects are worked on at once. */
const lanes = 8
/** How long an outage lasts at least. */
const pause = Duration.seconds(2)

const decode = Schema.decodeUnknownResult(Change)

/** Handles a change that is held, and says what became of it. */
const work = Effect.fnUntraced(function*<R>(outbox: Outbox, held: Held, handle: Handle<R>) {
  const bury = (reason: string) =>
    Effect.andThen(Effect.logError("a change is dead", { id: held.id, reason }), outbox.bury(held, reason))

  if (held.receives > maxReceives) return yield* bury(`handed out more than ${maxReceives} times: it kills its process`)
  const change = decode(held.body)
  if (Result.isFailure(change)) return yield* bury("not understood")
  const outcome = yield* Effect.interruptible(attempt(change.success, handle)).pipe(
    Effect.onInterrupt(() => Effect.ignore(outbox.release(held, Duration.zero)))
  )
  yield* Outcome.$match(outcome, {
    Done: () => outbox.done(held),
    Unavailable: ({ error }) =>
      Effect.andThen(
        Effect.logWarning("a change waits for a store", error.operation),
        outbox.release(held, pause)
      ),
    Failed: ({ why }) =>
      Effect.flatMap(Random.next, (roll) =>
        Option.match(Retry.rest(held.failures, roll), {
          onNone: () => bury(`failed ${held.failures + 1} times: ${why}`),
          onSome: (rest) => outbox.retry(held, rest)
        }))
  })
})

/** Runs a feed over an outbox: as many changes at once as there are lanes, of each subject one after the other. */
export const run = (outbox: Outbox): ChangeFeed["Service"]["run"] =>
  Effect.fnUntraced(function*<R>(handle: Handle<R>) {
    const free = yield* Semaphore.make(lanes)
    const freed = yield* Queue.sliding<void>(1)

    const begin = Effect.fnUntraced(function*(held: Held) {
      yield* work(outbox, held, handle).pipe(
        // what is not said comes again by itself, and is handled once more
        Effect.catchTag("StoreUnavailable", (error) => Effect.logWarning("a change will come twice", error.operation)),
        Effect.ensuring(Effect.andThen(free.release(1), Queue.offer(freed, undefined))),
        Effect.uninterruptible,
        Effect.forkScoped
      )
    })

    const next = Effect.uninterruptibleMask((restore) =>
      Effect.gen(function*() {
        yield* restore(free.take(1))
        const more = yield* outbox.more
        const held = yield* Effect.tapError(outbox.take, () => free.release(1))
        if (Option.isSome(held)) return yield* begin(held.value)
        yield* free.release(1)
        yield* restore(Effect.raceFirst(more, Queue.take(freed)))
      })
    )
    return yield* Effect.forever(next.pipe(
      Effect.catchTag("StoreUnavailable", (error) =>
        Effect.andThen(Effect.logWarning("no changes are read", error.operation), Effect.sleep(pause)))
    ))
  }, Effect.scoped)
