import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { Data, Effect, Layer, Option, Redacted } from "effect"
import * as EmbeddedBroker from "./realtime/EmbeddedBroker.ts"
import type { Upstream } from "./realtime/MosquittoEdge.ts"
import { secretConfig } from "./SecretConfig.ts"

const tickets = Tickets.layer.pipe(Layer.provide(NodeCrypto.layerMac))

/** MQTT_URL is missing or says no place to connect to. */
export class BrokerUrlUnusable extends Data.TaggedError("BrokerUrlUnusable")<{ readonly message: string }> {}

const unusable = new BrokerUrlUnusable({ message: "MQTT_URL must be mqtt://name:password@host:port" })

const parse = (text: Redacted.Redacted<string>): Effect.Effect<Upstream, BrokerUrlUnusable> => {
  const url = URL.parse(Redacted.value(text))
  if (url?.protocol !== "mqtt:" || url.hostname === "" || url.username === "") return Effect.fail(unusable)
  return Effect.try({
    try: () => ({
      host: url.hostname,
      port: Number(url.port || 1883),
      username: decodeURIComponent(url.username),
      password: Redacted.make(decodeURIComponent(url.password))
    }),
    catch: () => unusable
  })
}

const mosquittoAt = Effect.fnUntraced(function*(text: Redacted.Redacted<string>) {
  const { layer } = yield* Effect.promise(() => import("./realtime/Mosquitto.ts"))
  return layer(yield* parse(text))
})

const configured = secretConfig("MQTT_URL")

/** Realtime by the broker in this process: nothing to install, one process only. */
export const layerAedes = EmbeddedBroker.layer.pipe(Layer.provide(tickets))

/** Realtime by the Mosquitto at `MQTT_URL`, for as many processes as there are. */
export const layerMosquitto = Layer.unwrap(
  Effect.flatMap(configured, Option.match({ onNone: () => Effect.fail(unusable), onSome: mosquittoAt }))
).pipe(Layer.provide(tickets))

/** Mosquitto when `MQTT_URL` says where it is, the broker in this process otherwise. */
export const layer = Layer.unwrap(
  Effect.map(configured, Option.match({ onNone: () => layerAedes, onSome: () => layerMosquitto }))
)
