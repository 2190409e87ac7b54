import * as AffirmationSchedule from "@lumi/adapters-aws/AffirmationSchedule"
import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as JobQueue from "@lumi/adapters-aws/JobQueue"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Invocation from "@lumi/adapters-aws/sqs/Invocation"
import * as Lease from "@lumi/core/queue/Lease"
import type { SQSEvent } from "aws-lambda"
import { DateTime, Duration, Effect, Layer, Option } from "effect"
import * as Observability from "../../observability/Observability.ts"
import * as Consume from "../../queues/consume.ts"
import * as Due from "../../queues/due.ts"
import * as Runtime from "./Runtime.ts"

const services = AffirmationSchedule.layer.pipe(
  Layer.provide(Dynamo.layer),
  Layer.provideMerge(JobQueue.layer),
  Layer.provideMerge(Sqs.layer),
  Layer.provide(Aws.layer),
  Layer.merge(Lease.layer),
  Layer.provideMerge(Observability.layer)
)

/** What one page and the sending of its jobs may take at worst: with less left, the rest of a part is for another worker. */
const reserve = Duration.seconds(15)

/** Works off the parts that the tick queued. */
export const handler = Runtime.make(services).handler(
  Effect.fnUntraced(function*(event: SQSEvent, invocation: Runtime.Invocation) {
    const left = Duration.subtract(Duration.millis(invocation.getRemainingTimeInMillis()), reserve)
    const until = DateTime.addDuration(yield* DateTime.now, left)
    const due = Due.handler(Option.some(until))
    return yield* Invocation.run("due", event, (jobs) => Consume.workOff(due, jobs))
  })
)
