import * as DueJob from "@lumi/core/affirmations/DueJob"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { DateTime, Effect, Option } from "effect"
import * as Consume from "./consume.ts"

/**
 * Queues what the receivers of each part get. A worker that will be stopped says when it has to begin no further page:
 * the rest of the part is queued for another one.
 */
export const handler = (until: Option.Option<DateTime.Utc>) => ({
  queue: "due" as const,
  max: 10,
  decode: DueJob.decode,
  handle: (jobs: ReadonlyArray<DueJob.DueJob>) =>
    Effect.forEach(jobs, (job) => Pipeline.enqueuePart(job, until)).pipe(
      Effect.tap((counts) => {
        const queued = counts.reduce((sum, count) => sum + count, 0)
        return queued === 0 ? Effect.void : Effect.logInfo("queued daily affirmations", { queued })
      }),
      Effect.map((counts) => counts.map(() => "done" as const))
    )
})

/** After how long a worker of our own looks whether it should stop, or leaves the rest to others. */
const slice = "5 seconds"

/** Works off the parts that the tick queued. */
export const due = Consume.forever({
  ...handler(Option.none()),
  handle: (jobs: ReadonlyArray<DueJob.DueJob>) =>
    Effect.flatMap(
      DateTime.now,
      (now) => handler(Option.some(DateTime.addDuration(now, slice))).handle(jobs)
    )
})
