import { Invalid } from "@lumi/core/api/Errors"
import { type Cause, Schema } from "effect"
import { HttpApiSchemaError } from "effect/http-api/HttpApiError"
import { HttpServerError } from "effect/http/HttpServerError"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { maxBodyBytes, type Refusal } from "./Guard.ts"
import * as Problems from "./Problems.ts"

const encodeInvalid = Schema.encodeSync(Invalid)

const told = (status: number, _tag: string, message: string) =>
  HttpServerResponse.jsonUnsafe({ _tag, message }, { status })

const invalid = (error: Invalid) => HttpServerResponse.jsonUnsafe(encodeInvalid(error), { status: 400 })

/** What does not exist, and what is not for whoever asks: one answer. */
export const notFound = told(404, "NotFound", "Not found.")

const refusals: Record<Refusal, HttpServerResponse.HttpServerResponse> = {
  Foreign: told(403, "Foreign", "This request does not come from a page of this server."),
  NotJson: told(415, "NotJson", "Send JSON: Content-Type must be application/json."),
  TooLarge: HttpServerResponse.setHeader(
    told(413, "TooLarge", `This is too much at once: at most ${maxBodyBytes / 1024} kB are taken.`),
    "connection",
    "close"
  )
}

/** The answer to a request that was turned away at the door. */
export const refused = (refusal: Refusal) => refusals[refusal]

/** The answer to a request that whatever it stands on has kept waiting for too long. */
export const tooLate = told(
  503,
  "Unavailable",
  "A part of Lumi does not answer. Nothing is lost; try again in a moment."
)

const unexpected = told(500, "Unexpected", "Something went wrong here. Nothing that was confirmed is lost; try again.")

const known = (error: unknown): HttpServerResponse.HttpServerResponse | undefined => {
  if (HttpApiSchemaError.is(error)) {
    const fromClient = error.kind !== "Body" && error.kind !== "ResponseHeaders"
    return fromClient ? invalid(Problems.of(error)) : undefined
  }
  if (!(error instanceof HttpServerError)) return undefined
  switch (error.reason._tag) {
    case "RouteNotFound":
      return notFound
    case "RequestParseError":
      return error.reason.reason === "BodyTooLarge" ? refusals.TooLarge : invalid(new Invalid({ problems: [] }))
    default:
      return undefined
  }
}

/** How a failure is answered, and whether it is one of ours to look into. */
export const answer = (cause: Cause.Cause<unknown>) => {
  for (const reason of cause.reasons) {
    if (reason._tag === "Interrupt") continue
    const response = known(reason._tag === "Fail" ? reason.error : reason.defect)
    if (response !== undefined) return { response, ours: false }
  }
  return { response: unexpected, ours: true }
}
