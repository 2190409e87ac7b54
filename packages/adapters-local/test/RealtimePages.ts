import { type Connecting, type Page, PageRefused, Pages } from "@lumi/core/testing/memory/Realtime"
import { Effect, Layer } from "effect"
import mqtt from "mqtt"
import { RealtimeServer } from "../testing/RealtimeServer.ts"

const optionsOf = ({ ticket, will, ...asked }: Connecting): mqtt.IClientOptions => ({
  clientId: asked.clientId ?? ticket.clientId,
  username: asked.username ?? ticket.username,
  password: asked.password ?? ticket.password,
  clean: asked.clean ?? true,
  ...(will && { will: { topic: will.topic, payload: Buffer.from(will.text), qos: 1, retain: will.retain ?? false } }),
  connectTimeout: 3000,
  keepalive: 30,
  protocolVersion: 4,
  reconnectPeriod: 0
})

const pageOf = (client: mqtt.MqttClient): Page => {
  const heard: Array<{ topic: string; text: string }> = []
  client.on("message", (topic, payload) => heard.push({ topic, text: payload.toString() }))
  client.on("error", () => {})
  let open = true
  client.once("close", () => {
    open = false
  })
  return {
    heard: () => heard,
    subscribe: (filter) =>
      Effect.promise(() => client.subscribeAsync(filter, { qos: 1 }).then(() => true, () => false)),
    unsubscribe: (filter) => Effect.promise(() => client.unsubscribeAsync(filter).then(() => {})),
    publish: (topic, text, options) =>
      Effect.sync(() => {
        client.publish(topic, text, { qos: options?.qos ?? 0, retain: options?.retain ?? false }, () => {})
      }),
    isOpen: () => open,
    closed: Effect.callback((resume) => {
      if (open) client.once("close", () => resume(Effect.void))
      else resume(Effect.void)
    }),
    vanish: Effect.sync(() => {
      client.stream.destroy()
    }),
    leave: Effect.promise(() => client.endAsync())
  }
}

/** Pages over mqtt.js and a real WebSocket. */
export const layer = Layer.effect(
  Pages,
  Effect.gen(function*() {
    const { url } = yield* RealtimeServer
    return {
      connect: (connecting: Connecting) =>
        Effect.acquireRelease(
          Effect.tryPromise({
            // with the default for `allowRetries` a refused upgrade never settles
            try: () => mqtt.connectAsync(url, optionsOf(connecting), false),
            catch: () => new PageRefused()
          }),
          (client) => Effect.sync(() => client.end(true))
        ).pipe(Effect.map(pageOf))
    }
  })
).pipe(Layer.provideMerge(RealtimeServer.layer))
