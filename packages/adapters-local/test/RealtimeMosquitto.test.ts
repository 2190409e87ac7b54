import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { suite } from "@lumi/core/testing/contracts/Realtime"
import { ConfigProvider, Effect, Layer } from "effect"
import { describe } from "vitest"
import * as Realtime from "../src/Realtime.ts"
import { missing, Mosquitto } from "../testing/Mosquitto.ts"
import * as Pages from "./RealtimePages.ts"
import * as Secrets from "./RealtimeSecrets.ts"

const tickets = Tickets.layer.pipe(Layer.provide(NodeCrypto.layerMac))

const config = Layer.unwrap(
  Mosquitto.use(({ url }) => Effect.succeed(ConfigProvider.layer(ConfigProvider.fromEnv({ env: { MQTT_URL: url } }))))
).pipe(Layer.provide(Mosquitto.layer))

describe.skipIf(missing !== undefined)(missing ?? "with Mosquitto", () => {
  suite(
    "mosquitto",
    Pages.layer.pipe(
      Layer.provideMerge(Realtime.layer),
      Layer.merge(tickets),
      Layer.provide(Secrets.layer),
      Layer.provide(config)
    )
  )
})
