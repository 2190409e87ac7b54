import type { Ports } from "@lumi/core/Ports"
import { Layer } from "effect"
import type { Aws } from "./Aws.ts"
import { Dynamo } from "./Dynamo.ts"
import * as JobQueue from "./JobQueue.ts"
import * as RateLimit from "./RateLimit.ts"
import * as Realtime from "./Realtime.ts"
import * as Secrets from "./Secrets.ts"
import { Sqs } from "./Sqs.ts"
import * as Stores from "./Stores.ts"

const family = Layer.mergeAll(Stores.layer, JobQueue.layer, RateLimit.layer, Realtime.layer).pipe(
  Layer.provideMerge(Layer.merge(Secrets.layer, Secrets.signer)),
  Layer.provideMerge(Layer.merge(Dynamo.layer, Sqs.layer))
)

/**
 * The family for AWS: all ports on one table, its queues, IoT and one secret, all named by the environment. A function
 * takes of them only what it needs; this is whoever needs them all.
 */
export const layer: Layer.Layer<Ports | Layer.Success<typeof family>, Layer.Error<typeof family>, Aws> = family
