import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import { DataPlane } from "@lumi/adapters-aws/iot/DataPlane"
import * as Messages from "@lumi/adapters-aws/iot/Messages"
import { Layer } from "effect"
import * as Observability from "../../observability/Observability.ts"
import * as Reports from "../../realtime/reports.ts"
import * as Runtime from "./Runtime.ts"

const services = Layer.merge(Dynamo.layer, DataPlane.layer).pipe(
  Layer.provide(Aws.layer),
  Layer.provideMerge(Observability.layer)
)

/** Takes in what pages report and which connections come and go, from the queue that the rules of IoT send to. */
export const handler = Runtime.make(services).handler(Messages.handle(Reports.handle))
