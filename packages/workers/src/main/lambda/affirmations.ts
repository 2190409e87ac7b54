import * as AffirmationSchedule from "@lumi/adapters-aws/AffirmationSchedule"
import * as AffirmationStore from "@lumi/adapters-aws/AffirmationStore"
import { Aws } from "@lumi/adapters-aws/Aws"
import * as DayStore from "@lumi/adapters-aws/DayStore"
import * as DeliveryStore from "@lumi/adapters-aws/DeliveryStore"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as ExtraStore from "@lumi/adapters-aws/ExtraStore"
import * as Telling from "@lumi/adapters-aws/iot/Telling"
import * as JobQueue from "@lumi/adapters-aws/JobQueue"
import * as NotificationStore from "@lumi/adapters-aws/NotificationStore"
import * as PushSubscriptionStore from "@lumi/adapters-aws/PushSubscriptionStore"
import * as RelationshipStore from "@lumi/adapters-aws/RelationshipStore"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Invocation from "@lumi/adapters-aws/sqs/Invocation"
import * as Crypto from "@lumi/core/Crypto"
import * as Lease from "@lumi/core/queue/Lease"
import type { SQSEvent } from "aws-lambda"
import { Layer } from "effect"
import * as Observability from "../../observability/Observability.ts"
import * as Affirmations from "../../queues/affirmations.ts"
import * as Consume from "../../queues/consume.ts"
import * as Runtime from "./Runtime.ts"

const stores = Layer.mergeAll(
  AffirmationSchedule.layer,
  AffirmationStore.layer,
  DeliveryStore.layer,
  DayStore.layer,
  ExtraStore.layer,
  NotificationStore.layer,
  PushSubscriptionStore.layer,
  RelationshipStore.layer,
  Telling.layer
)

const services = stores.pipe(
  Layer.provide(Dynamo.layer),
  Layer.provideMerge(JobQueue.layer),
  Layer.provideMerge(Sqs.layer),
  Layer.provide(Aws.layer),
  Layer.provideMerge(Crypto.layer),
  Layer.merge(Lease.layer),
  Layer.provideMerge(Observability.layer)
)

/** Delivers affirmations, each once. */
export const handler = Runtime.make(services).handler((event: SQSEvent) =>
  Invocation.run("affirmations", event, (jobs) => Consume.workOff(Affirmations.handler, jobs))
)
