import * as AccountStore from "@lumi/adapters-aws/AccountStore"
import { Aws } from "@lumi/adapters-aws/Aws"
import * as DeliveryStore from "@lumi/adapters-aws/DeliveryStore"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as JobQueue from "@lumi/adapters-aws/JobQueue"
import * as NotificationStore from "@lumi/adapters-aws/NotificationStore"
import * as PushSubscriptionStore from "@lumi/adapters-aws/PushSubscriptionStore"
import * as RelationshipStore from "@lumi/adapters-aws/RelationshipStore"
import * as Secrets from "@lumi/adapters-aws/Secrets"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Invocation from "@lumi/adapters-aws/sqs/Invocation"
import * as Crypto from "@lumi/core/Crypto"
import { Breakers } from "@lumi/core/push/Breakers"
import * as Lease from "@lumi/core/queue/Lease"
import type { SQSEvent } from "aws-lambda"
import { Layer } from "effect"
import * as Observability from "../../observability/Observability.ts"
import * as WebPush from "../../push/WebPush.ts"
import * as Consume from "../../queues/consume.ts"
import * as Push from "../../queues/push.ts"
import * as Runtime from "./Runtime.ts"

const stores = Layer.mergeAll(
  AccountStore.layer,
  DeliveryStore.layer,
  NotificationStore.layer,
  PushSubscriptionStore.layer,
  RelationshipStore.layer
).pipe(Layer.provide(Dynamo.layer))

const services = Layer.mergeAll(stores, WebPush.layer.pipe(Layer.provide(Secrets.layer)), Breakers.layer).pipe(
  Layer.provideMerge(JobQueue.layer),
  Layer.provideMerge(Sqs.layer),
  Layer.provide(Aws.layer),
  Layer.provideMerge(Crypto.layer),
  Layer.merge(Lease.layer),
  Layer.provideMerge(Observability.layer)
)

/** Carries notifications to the browsers of their users. */
export const handler = Runtime.make(services, { renewAfter: Secrets.rereadAfter }).handler((event: SQSEvent) =>
  Invocation.run("push", event, (jobs) => Consume.workOff(Push.handler, jobs))
)
