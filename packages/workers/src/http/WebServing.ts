import { Context, Effect, Layer, type Scope } from "effect"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServer from "effect/http/HttpServer"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as App from "./App.ts"
import * as ClientAddress from "./ClientAddress.ts"
import { Cursors } from "./Cursors.ts"
import * as RequestIds from "./RequestIds.ts"
import * as Routes from "./Routes.ts"

/** Answers requests that are handed over one by one, where nothing listens: a function behind CloudFront. */
export class WebServing extends Context.Service<WebServing, {
  /** `id` names the request in logs and in its answer. */
  readonly answer: (request: Request, id: string) => Promise<Response>
}>()("@lumi/workers/http/WebServing") {}

/** What is answered from data, for whoever hands requests over. */
export const layer = Layer.effect(
  WebServing,
  Effect.gen(function*() {
    const app = ClientAddress.believeCloudFront(yield* App.make(Routes.layer))
    type Needs = Effect.Services<typeof app>
    type Given = Exclude<Needs, HttpServerRequest | Scope.Scope>
    const answer = HttpEffect.toWebHandlerWith<Given, Needs>(yield* Effect.context<Given>())(app)
    return WebServing.of({ answer: (request, id) => answer(request, Context.make(RequestIds.Given, id)) })
  })
).pipe(Layer.provide([HttpServer.layerServices, App.settings, Cursors.layer]))
