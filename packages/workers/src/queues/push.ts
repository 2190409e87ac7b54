import * as Pushing from "@lumi/core/push/Pushing"
import * as PushJob from "@lumi/core/push/PushJob"
import { Effect } from "effect"
import * as Consume from "./consume.ts"

/** How many notifications are under way at once, where one that hangs must not hold up the others. */
const lanes = 64

/** Carries notifications to the browsers of their users. */
export const handler = {
  queue: "push" as const,
  max: 32,
  decode: PushJob.decode,
  handle: (jobs: ReadonlyArray<PushJob.PushJob>) => Effect.forEach(jobs, Pushing.carry, { concurrency: "unbounded" })
}

/** Works off what is to be pushed. */
export const push = Consume.abreast(handler, lanes)
