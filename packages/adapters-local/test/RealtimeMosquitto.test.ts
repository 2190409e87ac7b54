import { assert, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { Realtime } from "@lumi/core/realtime/Realtime"
import * as Topics from "@lumi/core/realtime/Topics"
import * as RealtimeContract from "@lumi/core/testing/contracts/Realtime"
import * as ReportsContract from "@lumi/core/testing/contracts/Reports"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { ConfigProvider, Effect, Layer, Option } from "effect"
import { describe } from "vitest"
import { layer as realtime } from "../src/Realtime.ts"
import { missing, Mosquitto } from "../testing/Mosquitto.ts"
import * as TestPages from "../testing/RealtimePages.ts"
import * as Secrets from "../testing/RealtimeSecrets.ts"
import * as Door from "./RealtimeDoorSuite.ts"

const config = Layer.unwrap(
  Mosquitto.use(({ url }) => Effect.succeed(ConfigProvider.layer(ConfigProvider.fromEnv({ env: { MQTT_URL: url } }))))
)

const layer = TestPages.layer.pipe(
  Layer.provideMerge(realtime),
  Layer.merge(Secrets.tickets),
  Layer.provide(Secrets.layer),
  Layer.provide(config),
  Layer.provideMerge(Mosquitto.layer)
)

const ada = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
const hint = { user: ada, topic: "session", payload: { v: 1, event: "relationship" } } as const

describe.skipIf(missing !== undefined)(`with Mosquitto (${missing ?? "installed"})`, () => {
  RealtimeContract.suite("mosquitto", layer)
  ReportsContract.suite("mosquitto", layer)
  Door.suite("mosquitto", layer)

  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })("When Mosquitto dies", (it) => {
    it.effect("pages are closed at once, and publishing says that waiting may help", () =>
      Effect.gen(function*() {
        const { publish, ticket } = yield* Realtime
        const { pid } = yield* Mosquitto
        const pages = yield* Pages
        const device = Topics.DeviceId.make("device-1")
        const page = yield* pages.connect({ ticket: yield* ticket({ user: ada, device, membership: Option.none() }) })
        yield* publish(hint)
        process.kill(pid, "SIGKILL")
        yield* page.closed
        yield* Effect.sleep("50 millis")
        assert.strictEqual((yield* Effect.flip(publish(hint)))._tag, "StoreUnavailable")
      }).pipe(Effect.scoped))
  })
})
