import * as Realtime from "@lumi/adapters-local/Realtime"
import { Auth } from "@lumi/workers/accounts/Auth"
import { AuthSettings } from "@lumi/workers/accounts/AuthSettings"
import * as Newcomers from "@lumi/workers/accounts/Newcomers"
import * as Address from "@lumi/workers/http/Address"
import { configured, of, Origin } from "@lumi/workers/http/Origin"
import { Effect, Layer, Option } from "effect"
import type { Report } from "../Report.ts"
import { command, type Environment } from "../runtime.ts"

/** The address of this instance, for links that are made without a web server. */
const origin = Layer.effect(
  Origin,
  Effect.gen(function*() {
    return of(yield* Address.configured, yield* configured)
  })
)

/** The operator's own hand makes accounts whatever the policy for strangers is. */
const settings = Layer.succeed(AuthSettings, AuthSettings.of({ signUp: "open", mail: Option.none() }))

/** Sign-in and sessions, and the way to pages that are open. */
const accounts = Layer.merge(Auth.layer, Realtime.layer).pipe(
  Layer.provide(Layer.merge(settings, Newcomers.layer)),
  Layer.provideMerge(origin)
)

/** A command that deals with people's access. */
export const accountsCommand = <Args extends ReadonlyArray<unknown>, E>(
  effect: (...args: Args) => Effect.Effect<Report, E, Environment | Layer.Success<typeof accounts>>
) => command((...args: Args) => Effect.provide(effect(...args), accounts))
