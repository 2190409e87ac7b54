import type { Ticket } from "@lumi/core/realtime/Ticket"
import { type Connecting, type Page, PageRefused, Pages } from "@lumi/core/testing/memory/Realtime"
import { Effect, Layer } from "effect"
import mqtt from "mqtt"
import { WebSocket } from "ws"
import { RealtimeServer } from "./RealtimeServer.ts"

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

const pageOf = ({ client, socket }: { readonly client: mqtt.MqttClient; readonly socket: () => WebSocket }): Page => {
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
    // a WebSocket that is closed says so, which is a farewell of its own
    vanish: Effect.sync(() => socket().terminate()),
    leave: Effect.promise(() => client.endAsync())
  }
}

const connect = async (url: string, options: mqtt.IClientOptions) => {
  const sockets: Array<WebSocket> = []
  const createWebsocket: mqtt.IClientOptions["createWebsocket"] = (url, protocols) => {
    const socket = new WebSocket(url, protocols, { perMessageDeflate: false })
    sockets.push(socket)
    return socket
  }
  // with the default for `allowRetries` a refused upgrade never settles
  const client = await mqtt.connectAsync(url, { ...options, createWebsocket }, false)
  return { client, socket: () => sockets.at(-1)! }
}

/** Pages over mqtt.js and real WebSockets, which connect to wherever their ticket leads. */
export const pagesAt = (urlOf: (ticket: Ticket) => string) =>
  Pages.of({
    connect: (connecting) =>
      Effect.acquireRelease(
        Effect.tryPromise({
          try: () => connect(urlOf(connecting.ticket), optionsOf(connecting)),
          catch: () => new PageRefused()
        }),
        ({ client }) => Effect.sync(() => client.end(true))
      ).pipe(Effect.map(pageOf))
  })

/** Pages of a server on the loopback that does nothing else. */
export const layer = Layer.effect(Pages, Effect.map(RealtimeServer, ({ url }) => pagesAt(() => url))).pipe(
  Layer.provideMerge(RealtimeServer.layer)
)
