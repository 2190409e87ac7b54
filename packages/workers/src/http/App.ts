import { ByteSize, Effect, Layer } from "effect"
import { MaxBodySize } from "effect/http/HttpIncomingMessage"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as HttpRouter from "effect/http/HttpRouter"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Reports from "../observability/Reports.ts"
import * as Edge from "./Edge.ts"
import * as Guard from "./Guard.ts"

/** Pages say nothing of interest, and the paths of sign-in hold what nobody may read. */
const isUntraced = ({ url }: HttpServerRequest) => !url.startsWith("/api/") || url.startsWith("/api/auth/")

/** Routes behind the edge: all of an answer but how the request comes and the answer goes. */
export const make = <E, R>(routes: Layer.Layer<never, E, R>) =>
  Effect.zipWith(HttpRouter.toHttpEffect(routes), Edge.make, (app, edge) => edge(app))

/** What holds for every request, whoever carries it. */
export const settings = Layer.mergeAll(
  Layer.succeed(MaxBodySize, ByteSize.fromInputUnsafe(Guard.maxBodyBytes)),
  Layer.succeed(HttpMiddleware.TracerDisabledWhen, isUntraced),
  Reports.layer
)
