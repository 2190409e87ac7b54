import { Cause, Context, Effect, Option } from "effect"
import { RouteContext } from "effect/http/HttpRouter"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Trouble from "../observability/Trouble.ts"
import * as Failures from "./Failures.ts"
import * as Guard from "./Guard.ts"
import { Origin } from "./Origin.ts"
import * as RequestIds from "./RequestIds.ts"
import * as SecurityHeaders from "./SecurityHeaders.ts"

type Response = HttpServerResponse.HttpServerResponse

const routeOf = (context: Context.Context<never>): string =>
  Option.match(Context.getOption(context, RouteContext), { onNone: () => "none", onSome: ({ route }) => route.path })

/** One line for each request. It names the route and not the path: ids and secrets in paths stay out of logs. */
const log = (method: string, status: number) =>
  Effect.withFiber((fiber) => {
    const level = status >= 500 ? "Error" : status >= 400 || (method !== "GET" && method !== "HEAD") ? "Info" : "Debug"
    return Effect.logWithLevel(level)("request").pipe(
      Effect.annotateLogs({ method, route: routeOf(fiber.context), status })
    )
  })

/** What a request gets when it failed; of interrupted ones nobody waits for an answer. */
const recover = (cause: Cause.Cause<unknown>): Effect.Effect<Response> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.failCause(cause as Cause.Cause<never>)
  const { ours, response } = Failures.answer(cause)
  return ours
    ? Effect.as(Effect.logError("request failed").pipe(Effect.annotateLogs(Trouble.describe(cause))), response)
    : Effect.succeed(response)
}

/**
 * What every request passes on its way in and out, whoever answers it: turned away when it is forged or too much, named,
 * answered in JSON when something broke, given the headers of the house, written down.
 */
export const make = Effect.gen(function*() {
  const origin = yield* Origin
  const nextId = yield* RequestIds.make
  const house = SecurityHeaders.of(origin)

  const dressed = (response: Response, id: string): Response => {
    const cached = response.headers["cache-control"] ?? "no-store"
    const headers: Record<string, string> = { ...house, "cache-control": cached, "x-request-id": id }
    if (response.status === 503) headers["retry-after"] = response.headers["retry-after"] ?? "2"
    return HttpServerResponse.setHeaders(response, headers)
  }

  return <E, R>(app: Effect.Effect<Response, E, R>) =>
    Effect.flatMap(HttpServerRequest, (request) => {
      const id = nextId()
      const refusal = Guard.judge(request, origin)
      const answered = refusal === undefined
        ? Effect.catchCause(app, recover)
        : Effect.succeed(Failures.refused(refusal))
      return answered.pipe(
        Effect.tap(({ status }) => log(request.method, status)),
        Effect.map((response) => dressed(response, id)),
        Effect.annotateLogs("request", id)
      )
    })
})
