import { Clock, Context, Deferred, Duration, Effect, Exit, Layer, Option, Schema } from "effect"
import { limit } from "../../src/changes/Attempt.ts"
import { Change } from "../../src/changes/Change.ts"
import { ChangeFeed } from "../../src/changes/ChangeFeed.ts"
import { type Held, run } from "../../src/changes/Outbox.ts"
import type { Kept } from "./Changes.ts"
import { step, Tables } from "./Tables.ts"

/** What a test may see of changes that were given up. */
export class DeadChanges extends Context.Service<DeadChanges, {
  readonly all: Effect.Effect<ReadonlyArray<{ readonly subject: string; readonly reason: string }>>
}>()("@lumi/core/testing/DeadChanges") {}

const visibility = Duration.toMillis(limit) * 2
const encode = Schema.encodeSync(Change)

/** A ChangeFeed over what the stores in memory wrote; its time is Effect's clock. */
export const layer = Layer.effectContext(Effect.gen(function*() {
  const { changes } = yield* Tables
  const clock = yield* Clock.Clock
  const now = clock.currentTimeMillisUnsafe
  let receipts = 0

  const alive = () => [...changes.kept.values()].filter(({ reason }) => reason === undefined)
  const heads = () => [...Map.groupBy(alive(), ({ subject }) => subject).values()].map(([head]) => head!)
  const change = (held: Held, to: (kept: Kept) => void) =>
    step(() => {
      const kept = changes.kept.get(held.id)
      if (kept?.receipt === held.receipt) to(kept)
    })

  const feed = ChangeFeed.of({
    run: run({
      take: step(() =>
        Option.map(
          Option.fromUndefinedOr(heads().find(({ visibleAt }) => visibleAt <= now())),
          (kept): Held => {
            kept.receives++
            kept.visibleAt = now() + visibility
            kept.receipt = String(++receipts)
            const { failures, id, receipt, receives } = kept
            return { id, receipt, body: encode(kept.change), failures, receives }
          }
        )
      ),
      more: Effect.sync(() => {
        const rung = Deferred.makeUnsafe<void>()
        changes.onNext(() => Deferred.doneUnsafe(rung, Exit.void))
        const next = Math.min(...heads().map(({ visibleAt }) => visibleAt)) - now()
        return Number.isFinite(next)
          ? Effect.raceFirst(Deferred.await(rung), Effect.sleep(Math.max(next, 1)))
          : Deferred.await(rung)
      }),
      done: (held) => change(held, ({ id }) => void changes.kept.delete(id)),
      release: (held, rest) =>
        change(held, (kept) => {
          kept.receives--
          kept.receipt = undefined
          kept.visibleAt = now() + Duration.toMillis(rest)
        }),
      retry: (held, rest) =>
        change(held, (kept) => {
          kept.failures++
          kept.receipt = undefined
          kept.visibleAt = now() + Duration.toMillis(rest)
        }),
      bury: (held, reason) =>
        change(held, (kept) => {
          kept.reason = reason
          kept.receipt = undefined
        })
    })
  })
  const dead = Effect.sync(() =>
    [...changes.kept.values()].flatMap(({ reason, subject }) => reason === undefined ? [] : [{ subject, reason }])
  )
  return Context.make(ChangeFeed, feed).pipe(Context.add(DeadChanges, { all: dead }))
}))
