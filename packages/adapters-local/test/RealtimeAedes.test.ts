import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { suite } from "@lumi/core/testing/contracts/Realtime"
import { Layer } from "effect"
import * as Realtime from "../src/Realtime.ts"
import * as Pages from "./RealtimePages.ts"
import * as Secrets from "./RealtimeSecrets.ts"

const tickets = Tickets.layer.pipe(Layer.provide(NodeCrypto.layerMac))

suite(
  "aedes",
  Pages.layer.pipe(Layer.provideMerge(Realtime.layerAedes), Layer.merge(tickets), Layer.provide(Secrets.layer))
)
