import * as Realtime from "@lumi/adapters-local/Realtime"
import { affirmations } from "@lumi/workers/queues/affirmations"
import { Effect } from "effect"

/** A worker of the command's own; pages that are open somewhere hear of it when they look again. */
export const worker = Effect.provide(affirmations, Realtime.layer)
