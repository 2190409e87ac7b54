import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { betterAuth } from "better-auth/minimal"
import { DateTime, Effect, type Option, type Redacted } from "effect"
import type { Origin } from "../http/Origin.ts"
import type { AccountCreated } from "./AccountCreated.ts"
import type { AuthSettings } from "./AuthSettings.ts"
import * as Hooks from "./Hooks.ts"
import type { InviteGate } from "./InviteGate.ts"
import { kvAdapter } from "./kv/KvAdapter.ts"
import type { Run } from "./kv/Models.ts"
import type { Mailer } from "./Mailer.ts"
import * as Options from "./Options.ts"
import * as Rules from "./Rules.ts"
import type { Sessions } from "./Sessions.ts"
import * as SignInLimit from "./SignInLimit.ts"
import type { Throttle } from "./Throttle.ts"

interface Parts {
  readonly store: AuthStore["Service"]
  readonly run: Run
  readonly origin: Origin["Service"]
  readonly secrets: ReadonlyArray<{ readonly version: number; readonly value: Redacted.Redacted<string> }>
  readonly settings: AuthSettings["Service"]
  readonly gate: InviteGate["Service"]
  readonly created: AccountCreated["Service"]
  readonly sessions: Sessions
  readonly throttle: Throttle
  readonly mailer: Option.Option<Mailer>
}

/** Better Auth with Lumi's settings, rules and store. Only this module and what it alone imports load the package. */
export const make = Effect.fnUntraced(function*(parts: Parts) {
  const { created, gate, mailer, origin, run, secrets, sessions, settings, store, throttle } = parts
  const signIns = SignInLimit.make(throttle)
  const rules = Rules.make(settings, gate, throttle, signIns)
  const signInPage = Options.signInPage(origin.url)
  const auth = betterAuth({
    ...Options.make({ origin, secrets, run, throttle, sessions, mailer }),
    ...Hooks.make({ run, rules, signIns, sessions, created, mailer, signInPage }),
    database: kvAdapter({ store, run })
  })
  const { internalAdapter } = yield* Effect.promise(() => auth.$context)
  return {
    handler: auth.handler,
    /** Keeps a token with which the password of a user can be set, as if they had asked for it. */
    keepResetToken: (token: string, userId: string, end: DateTime.Utc) =>
      Effect.tryPromise({
        try: () =>
          internalAdapter.createVerificationValue({
            identifier: `reset-password:${token}`,
            value: userId,
            expiresAt: DateTime.toDate(end)
          }),
        catch: (cause) => new StoreUnavailable({ operation: "BetterAuth.keepResetToken", cause })
      })
  }
})
