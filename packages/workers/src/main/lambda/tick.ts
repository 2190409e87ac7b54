import * as AffirmationSchedule from "@lumi/adapters-aws/AffirmationSchedule"
import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as JobQueue from "@lumi/adapters-aws/JobQueue"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { Effect, Layer } from "effect"
import * as Observability from "../../observability/Observability.ts"
import * as Runtime from "./Runtime.ts"

const services = Layer.merge(
  AffirmationSchedule.layer.pipe(Layer.provide(Dynamo.layer)),
  JobQueue.layer.pipe(Layer.provide(Sqs.layer))
).pipe(Layer.provide(Aws.layer), Layer.provideMerge(Observability.layer))

/** Every minute: queues the parts of whoever is due. A tick that fails is made up for by the next. */
export const handler = Runtime.make(services).handler((_: unknown) => Effect.asVoid(Pipeline.enqueueDue()))
