import * as DailyJob from "@lumi/core/affirmations/DailyJob"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { Effect } from "effect"
import * as Consume from "./consume.ts"

/** Works off the daily affirmations that the tick queued. */
export const affirmations = Consume.forever({
  queue: "affirmations",
  max: 500,
  decode: DailyJob.decode,
  handle: (jobs: ReadonlyArray<DailyJob.DailyJob>) =>
    Effect.map(
      Pipeline.deliver(jobs),
      (outcomes) => outcomes.map((outcome) => outcome === "changed" ? "again" : "done")
    )
})
