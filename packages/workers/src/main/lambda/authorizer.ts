import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import { authorize } from "@lumi/adapters-aws/iot/Authorizer"
import * as Secrets from "@lumi/adapters-aws/Secrets"
import * as Crypto from "@lumi/core/Crypto"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { Layer } from "effect"
import * as Observability from "../../observability/Observability.ts"
import * as Runtime from "./Runtime.ts"

const services = Tickets.layer.pipe(
  Layer.provide([Secrets.layer, Crypto.layer]),
  Layer.provideMerge(Dynamo.layer),
  Layer.provide(Aws.layer),
  Layer.provideMerge(Observability.layer)
)

/** Says whether a page may connect, and what it may do; IoT has checked that we signed its token. */
export const handler = Runtime.make(services, { renewAfter: Secrets.rereadAfter }).handler(
  (event: unknown, { invokedFunctionArn }) => authorize(event, invokedFunctionArn)
)
