import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Effect, Layer, Option, Scope } from "effect"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import * as App from "./App.ts"
import * as ClientAddress from "./ClientAddress.ts"
import { Listener } from "./Listener.ts"
import { Origin } from "./Origin.ts"
import { Upgrade } from "./Upgrade.ts"

const refuse = (socket: Duplex, status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)

/** Only pages of ours may open a connection to the broker: a browser always says from which page it comes. */
const upgrades =
  (origin: Origin["Service"], broker: Upgrade["Service"] | undefined) =>
  (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (broker === undefined || request.url?.split("?", 1)[0] !== "/mqtt") return refuse(socket, "404 Not Found")
    if (!origin.all.includes(request.headers.origin ?? "")) return refuse(socket, "403 Forbidden")
    broker.upgrade(request, socket, head)
  }

const serve = Effect.fnUntraced(function*<E, R>(routes: Layer.Layer<never, E, R>) {
  const listener = yield* Listener
  const origin = yield* Origin
  const broker = yield* Effect.serviceOption(Upgrade)
  const app = yield* App.make(routes)
  const believeProxies = yield* ClientAddress.believeProxies
  // requests end before what they stand on: drained first, and cut off when they outlive the patience of `drain`
  const requests = yield* Scope.fork(yield* Effect.scope)
  const request = yield* NodeHttpServer.makeHandler(believeProxies(app), { scope: requests })
  yield* Effect.addFinalizer(() => listener.drain)
  if (Option.isSome(broker)) yield* Effect.addFinalizer(() => broker.value.shut)
  listener.attach({ request, upgrade: upgrades(origin, Option.getOrUndefined(broker)) })
  yield* Effect.logInfo("listening").pipe(Effect.annotateLogs({ url: origin.url }))
})

/** Routes on the listener's port, behind the edge. */
export const layer = <E, R>(routes: Layer.Layer<never, E, R>) =>
  Layer.effectDiscard(serve(routes)).pipe(Layer.provide([NodeHttpServer.layerHttpServices, App.settings]))
