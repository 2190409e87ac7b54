import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { ByteSize, Effect, Layer, Option, Scope } from "effect"
import { MaxBodySize } from "effect/http/HttpIncomingMessage"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as HttpRouter from "effect/http/HttpRouter"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import * as Reports from "../observability/Reports.ts"
import * as ClientAddress from "./ClientAddress.ts"
import * as Edge from "./Edge.ts"
import * as Guard from "./Guard.ts"
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

/** Pages say nothing of interest, and the paths of sign-in hold what nobody may read. */
const isUntraced = ({ url }: HttpServerRequest) => !url.startsWith("/api/") || url.startsWith("/api/auth/")

const serve = Effect.fnUntraced(function*<E, R>(routes: Layer.Layer<never, E, R>) {
  const listener = yield* Listener
  const origin = yield* Origin
  const broker = yield* Effect.serviceOption(Upgrade)
  const app = yield* HttpRouter.toHttpEffect(routes)
  const edge = yield* Edge.make
  const believeProxies = yield* ClientAddress.believeProxies
  // requests end before what they stand on: drained first, and cut off when they outlive the patience of `drain`
  const requests = yield* Scope.fork(yield* Effect.scope)
  const request = yield* NodeHttpServer.makeHandler(believeProxies(edge(app)), { scope: requests })
  yield* Effect.addFinalizer(() => listener.drain)
  if (Option.isSome(broker)) yield* Effect.addFinalizer(() => broker.value.shut)
  listener.attach({ request, upgrade: upgrades(origin, Option.getOrUndefined(broker)) })
  yield* Effect.logInfo("listening").pipe(Effect.annotateLogs({ url: origin.url }))
})

/** Routes on the listener's port, behind the edge. */
export const layer = <E, R>(routes: Layer.Layer<never, E, R>) =>
  Layer.effectDiscard(serve(routes)).pipe(
    Layer.provide([
      NodeHttpServer.layerHttpServices,
      Layer.succeed(MaxBodySize, ByteSize.fromInputUnsafe(Guard.maxBodyBytes)),
      Layer.succeed(HttpMiddleware.TracerDisabledWhen, isUntraced),
      Reports.layer
    ])
  )
