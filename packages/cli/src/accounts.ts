import { Auth } from "@lumi/workers/accounts/Auth"
import { AuthSettings } from "@lumi/workers/accounts/AuthSettings"
import * as Newcomers from "@lumi/workers/accounts/Newcomers"
import { Effect, Layer, Option } from "effect"
import { families, type Openings } from "./family.ts"
import type { CommonOptions } from "./options.ts"
import type { Report } from "./Report.ts"
import { command, type Environment } from "./runtime.ts"

/** The operator's own hand makes accounts whatever the policy for strangers is. */
const settings = Layer.succeed(AuthSettings, AuthSettings.of({ signUp: "open", mail: Option.none() }))

/** Sign-in and sessions, and the way to pages that are open. */
const accounts = ({ adapter }: CommonOptions) =>
  Auth.layer.pipe(
    Layer.provide(Layer.merge(settings, Newcomers.layer)),
    Layer.provideMerge(families[adapter].openings)
  )

/** A command that deals with people's access. */
export const accountsCommand = <Args extends ReadonlyArray<unknown>, E>(
  effect: (...args: Args) => Effect.Effect<Report, E, Environment | Openings | Auth>
) => command((...args: Args) => Effect.provide(effect(...args), accounts(args.at(-1) as CommonOptions)))
