import { Cause, Context, Effect, type Fiber, LogLevel, Option, References } from "effect"
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

const levelOf = (status: number) => status >= 500 ? "Error" : status >= 400 ? "Info" : "Debug"

/**
 * One line for each request: what went well at level Debug. It names the route and not the path, so ids and secrets in paths
 * stay out of logs.
 */
const log = (fiber: Fiber.Fiber<unknown, unknown>, method: string, route: string, status: number) => {
  const level = levelOf(status)
  if (LogLevel.isLessThan(level, fiber.getRef(References.MinimumLogLevel))) return Effect.void
  return Effect.logWithLevel(level)("request").pipe(
    Effect.annotateLogs({ method, route, status })
  )
}

/** What a request gets when it failed; of interrupted ones nobody waits for an answer. */
const recover = <E>(cause: Cause.Cause<E>): Effect.Effect<Response, E> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.failCause(cause)
  const { ours, response } = Failures.answer(cause)
  return ours
    ? Effect.as(Effect.logError("request failed").pipe(Effect.annotateLogs(Trouble.describe(cause))), response)
    : Effect.succeed(response)
}

/** Nobody waits longer for an answer; a page tries again, and what it wrote is written once. */
const patience = "15 seconds"

/**
 * What every request passes on its way in and out, whoever answers it: turned away when it is forged or too much, named,
 * answered in JSON when something broke, given the headers of the house, written down.
 */
export const make = Effect.gen(function*() {
  const origin = yield* Origin
  const nextId = yield* RequestIds.make
  const house = SecurityHeaders.of(origin, yield* SecurityHeaders.Broker)

  const dressed = (response: Response, id: string): Response => {
    const headers: Record<string, string> = {
      ...house,
      "cache-control": response.headers["cache-control"] ?? "no-store",
      "x-request-id": id
    }
    if (response.status === 503) headers["retry-after"] = response.headers["retry-after"] ?? "2"
    return HttpServerResponse.setHeaders(response, headers)
  }

  return <E, R>(app: Effect.Effect<Response, E, R>): Effect.Effect<Response, E, R | HttpServerRequest> =>
    Effect.withFiber((fiber) => {
      const request = Context.getUnsafe(fiber.context, HttpServerRequest)
      const id = fiber.getRef(RequestIds.Given) ?? nextId()
      // the fiber is this request's own, so whatever it logs from here on is logged under its name
      fiber.setContext(Context.add(fiber.context, References.CurrentLogAnnotations, { request: id }))
      let route = "none"
      const answered = app.pipe(
        // known to the fiber that is timed, not to this one
        Effect.ensuring(Effect.withFiber((timed) => Effect.sync(() => route = routeOf(timed.context)))),
        Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(Failures.tooLate) }),
        Effect.catchCause(recover)
      )
      const refusal = Guard.judge(request, origin)
      return Effect.flatMap(
        refusal === undefined ? answered : Effect.succeed(Failures.refused(refusal)),
        (response) => Effect.as(log(fiber, request.method, route, response.status), dressed(response, id))
      )
    })
})
