import { Effect } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { Auth } from "../accounts/Auth.ts"
import * as ClientAddress from "./ClientAddress.ts"
import { Origin } from "./Origin.ts"

/** The header Better Auth takes the address of whoever asks from; what came with the request never counts. */
const addressHeader = "x-lumi-ip"

const toWeb = Effect.fnUntraced(function*(request: HttpServerRequest, origin: string) {
  const headers = new Headers(Object.entries(request.headers))
  headers.set(addressHeader, ClientAddress.of(request))
  const hasBody = request.method !== "GET" && request.method !== "HEAD"
  const body = hasBody ? yield* request.arrayBuffer : null
  return new Request(origin + request.url, { method: request.method, headers, body })
})

const signedOut = (request: HttpServerRequest, status: number) =>
  request.url.startsWith("/api/auth/sign-out") && status === 200

/** `/api/auth/*` is answered by Better Auth. Signing out also empties what the browser has stored of the person. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  const auth = yield* Auth
  const { url } = yield* Origin
  yield* router.add("*", "/api/auth/*", (request) =>
    Effect.gen(function*() {
      const asked = yield* toWeb(request, url)
      const answer = HttpServerResponse.fromWeb(yield* Effect.promise(() => auth.handler(asked)))
      return signedOut(request, answer.status)
        ? HttpServerResponse.setHeader(answer, "clear-site-data", '"storage"')
        : answer
    }))
}))
