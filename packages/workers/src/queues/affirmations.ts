import * as DailyJob from "@lumi/core/affirmations/DailyJob"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { Effect } from "effect"
import * as Consume from "./consume.ts"

/** Delivers daily affirmations, each once. */
export const handler = {
  queue: "affirmations" as const,
  max: 500,
  decode: DailyJob.decode,
  handle: (jobs: ReadonlyArray<DailyJob.DailyJob>) =>
    Effect.map(
      Pipeline.deliver(jobs),
      (outcomes) => outcomes.map((outcome) => outcome === "changed" ? "again" as const : "done" as const)
    )
}

/** Works off the daily affirmations that are due. */
export const affirmations = Consume.forever(handler)
