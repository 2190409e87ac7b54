import { Api } from "@lumi/core/api/Api"
import { Effect } from "effect"
import { OpenApi } from "effect/http-api"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as DocsPage from "./DocsPage.ts"

/** `/api/docs`: the API for people to read, drawn from what machines read at `/api/openapi.json`. Nothing of it is loaded from elsewhere. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  // drawn for the first who reads it: a function that starts has no time for that
  const page = yield* Effect.cached(
    Effect.sync(() =>
      HttpServerResponse.uint8Array(new TextEncoder().encode(DocsPage.render(OpenApi.fromApi(Api))), {
        contentType: "text/html; charset=utf-8"
      })
    )
  )
  yield* router.add("GET", "/api/docs", page)
  yield* router.add("GET", "/api/docs.css", HttpServerResponse.text(DocsPage.style, { contentType: "text/css" }))
}))
