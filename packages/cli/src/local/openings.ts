import * as Realtime from "@lumi/adapters-local/Realtime"
import * as Address from "@lumi/workers/http/Address"
import { configured, of, Origin } from "@lumi/workers/http/Origin"
import { Effect, Layer } from "effect"

/** The address of this instance, for links that are made without a web server. */
const origin = Layer.effect(
  Origin,
  Effect.gen(function*() {
    return of(yield* Address.configured, yield* configured)
  })
)

/** Where people reach this instance, and how their open pages are reached. */
export const openings = Layer.merge(Realtime.layer, origin)
