import * as Telling from "@lumi/adapters-aws/iot/Telling"
import { affirmations } from "@lumi/workers/queues/affirmations"
import { Effect } from "effect"

/** A worker of the command's own, for queues that no function takes from; it tells open pages as a function does. */
export const worker = Effect.provide(affirmations, Telling.layer)
