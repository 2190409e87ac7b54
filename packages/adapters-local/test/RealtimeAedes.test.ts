import * as RealtimeContract from "@lumi/core/testing/contracts/Realtime"
import * as ReportsContract from "@lumi/core/testing/contracts/Reports"
import { Layer } from "effect"
import * as Realtime from "../src/Realtime.ts"
import * as Pages from "../testing/RealtimePages.ts"
import * as Secrets from "../testing/RealtimeSecrets.ts"
import * as Door from "./RealtimeDoorSuite.ts"

const layer = Pages.layer.pipe(
  Layer.provideMerge(Realtime.layerAedes),
  Layer.merge(Secrets.tickets),
  Layer.provide(Secrets.layer)
)

RealtimeContract.suite("aedes", layer)
ReportsContract.suite("aedes", layer)
Door.suite("aedes", layer)
