import * as AccountStore from "@lumi/adapters-aws/AccountStore"
import { Aws } from "@lumi/adapters-aws/Aws"
import * as ChangeFeed from "@lumi/adapters-aws/ChangeFeed"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as Telling from "@lumi/adapters-aws/iot/Telling"
import { Layer } from "effect"
import * as Changes from "../../changes/handle.ts"
import * as Observability from "../../observability/Observability.ts"
import * as Runtime from "./Runtime.ts"

const services = Layer.merge(AccountStore.layer, Telling.layer).pipe(
  Layer.provide(Dynamo.layer),
  Layer.provide(Aws.layer),
  Layer.provideMerge(Observability.layer)
)

/** Does what follows from a change, as the stream of the table tells it. */
export const handler = Runtime.make(services).handler(ChangeFeed.handle(Changes.handle))
