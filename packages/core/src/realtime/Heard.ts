import { Cause, Effect, PubSub } from "effect"
import type { Report, Reports } from "./Reports.ts"

/** What pages told the broker of one process, on its way to whoever runs the feed there. */
export interface Heard {
  readonly hear: (report: Report) => void
  readonly reports: Reports["Service"]
}

/** A page that is not heard in time says the same again: what piles up is worth less than what is new. */
const waiting = 4096

export const make: Effect.Effect<Heard> = Effect.gen(function*() {
  const heard = yield* PubSub.sliding<Report>(waiting)
  return {
    hear: (report) => void PubSub.publishUnsafe(heard, report),
    reports: {
      run: (handle) =>
        Effect.flatMap(
          PubSub.subscribe(heard),
          (subscription) =>
            Effect.forever(Effect.flatMap(PubSub.take(subscription), (report) =>
              handle(report).pipe(Effect.catchCause((cause) =>
                Cause.hasInterrupts(cause)
                  ? Effect.interrupt
                  : Effect.logWarning("a report was lost", cause)
              ))))
        ).pipe(Effect.scoped)
    }
  }
})
