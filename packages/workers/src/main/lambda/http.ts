// Before anything that holds a schema: codecs are compiled when they are first used (a fifth less CPU per request).
import "effect/schema/SchemaJITCompiler/enable"
import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import { endpoint } from "@lumi/adapters-aws/iot/Endpoint"
import * as JobQueue from "@lumi/adapters-aws/JobQueue"
import * as RateLimit from "@lumi/adapters-aws/RateLimit"
import * as Realtime from "@lumi/adapters-aws/Realtime"
import * as Secrets from "@lumi/adapters-aws/Secrets"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Stores from "@lumi/adapters-aws/Stores"
import * as Crypto from "@lumi/core/Crypto"
import { Duration, Effect, Layer } from "effect"
import { Auth } from "../../accounts/Auth.ts"
import { AuthSettings } from "../../accounts/AuthSettings.ts"
import { MailTime } from "../../accounts/Handler.ts"
import * as Newcomers from "../../accounts/Newcomers.ts"
import * as FunctionUrl from "../../http/FunctionUrl.ts"
import { layerTold } from "../../http/Origin.ts"
import * as SecurityHeaders from "../../http/SecurityHeaders.ts"
import * as WebServing from "../../http/WebServing.ts"
import * as Observability from "../../observability/Observability.ts"
import * as WebPush from "../../push/WebPush.ts"
import * as Runtime from "./Runtime.ts"

/** A function stands still once it has answered: a mail gets this long before, whether there is one or not. */
const mailTime = Layer.succeed(MailTime, Duration.seconds(3))

const accounts = Auth.layer.pipe(Layer.provide([AuthSettings.layer, Newcomers.layer, mailTime]))

const queue = JobQueue.layer.pipe(Layer.provide(Sqs.layer))

const family = Layer.mergeAll(Stores.layer, RateLimit.layer, Realtime.layer, queue).pipe(
  Layer.provideMerge(Layer.merge(Secrets.layer, Secrets.signer)),
  Layer.provideMerge(Dynamo.layer),
  Layer.provide(Aws.layer)
)

const broker = Layer.effect(SecurityHeaders.Broker, Effect.map(endpoint, ({ pages }) => pages))

const services = WebServing.layer.pipe(
  Layer.provide(broker),
  Layer.provide([accounts, WebPush.layer]),
  Layer.provide(family),
  Layer.provide(Crypto.layer),
  Layer.provideMerge(layerTold),
  Layer.provideMerge(Observability.layer)
)

/** What is no request only keeps the function warm: by now its services are built. */
interface Call {
  readonly schedule: string
}

const warm = { warm: true as const }

/** Answers the API, for CloudFront alone. */
export const handler = Runtime.make(services, { renewAfter: Secrets.rereadAfter }).handler(
  Effect.fnUntraced(function*(event: FunctionUrl.Event | Call, { awsRequestId }: Runtime.Invocation) {
    return "requestContext" in event ? yield* FunctionUrl.handle(event, awsRequestId) : warm
  })
)
