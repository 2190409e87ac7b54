import { Schema, SchemaTransformation } from "effect"
import { HttpApiSchema } from "effect/http-api"
import { says } from "../says.ts"
import { StoreUnavailable } from "../StoreUnavailable.ts"

/** Nobody is signed in, or not any more. */
export class Unauthorized extends Schema.TaggedError<Unauthorized>()(
  "Unauthorized",
  { message: says("Sign in first.") },
  { httpApiStatus: 401 }
) {}

/** Too much in too short a time; the header Retry-After says the same in seconds. */
export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()(
  "TooManyRequests",
  { retryAfterSeconds: Schema.Int, message: says("Too many requests. Wait a moment.") },
  { httpApiStatus: 429 }
) {}

/** What was sent does not fit; each problem names its field. */
export class Invalid extends Schema.TaggedError<Invalid>()(
  "Invalid",
  {
    message: says("What was sent does not fit."),
    problems: Schema.Array(Schema.Struct({ field: Schema.String, problem: Schema.String }))
  },
  { httpApiStatus: 400 }
) {}

/** `StoreUnavailable` as the world sees it: without the operation and without the cause. */
export const Unavailable = Schema.Struct({
  _tag: Schema.tag("Unavailable"),
  message: says("A part of Lumi does not answer. Nothing is lost; try again in a moment.")
}).pipe(
  Schema.decodeTo(
    Schema.toType(StoreUnavailable),
    SchemaTransformation.transform({
      decode: ({ message }) => new StoreUnavailable({ operation: "request", cause: message }),
      encode: () => ({
        _tag: "Unavailable" as const,
        message: "A part of Lumi does not answer. Nothing is lost; try again in a moment." as const
      })
    })
  ),
  HttpApiSchema.status(503)
)
