import { UserId } from "@lumi/core/accounts/Account"
import { APIError, createAuthMiddleware, getIP } from "better-auth/api"
import type { BetterAuthOptions } from "better-auth/minimal"
import { Effect, Option, Predicate } from "effect"
import type { AccountCreated } from "./AccountCreated.ts"
import { addressHeader, startedHeader } from "./headers.ts"
import type { Run } from "./kv/Models.ts"
import type { Mailer } from "./Mailer.ts"
import * as messages from "./messages.ts"
import type { Rules } from "./Rules.ts"
import { type Sessions, tokenFor } from "./Sessions.ts"
import type { SignInLimit } from "./SignInLimit.ts"

/** When the session of a sign-in begins: when the request did, before its password was compared. */
const beginning = (context: { readonly headers?: Headers | undefined } | null) => {
  const started = context?.headers?.get(startedHeader)
  return started === null || started === undefined ? {} : { createdAt: new Date(started) }
}

const addressOf = (headers: Headers) =>
  getIP(headers, { advanced: { ipAddress: { ipAddressHeaders: [addressHeader] } } }) ?? ""

interface HooksOptions {
  readonly run: Run
  readonly rules: Rules
  readonly signIns: SignInLimit
  readonly sessions: Sessions
  readonly created: AccountCreated["Service"]
  readonly mailer: Option.Option<Mailer>
  readonly signInPage: string
}

/** Where Better Auth asks us: before and after a request, and around its rows. */
export const make = (
  { created, mailer, rules, run, sessions, signIns, signInPage }: HooksOptions
): Pick<BetterAuthOptions, "hooks" | "databaseHooks"> => ({
  hooks: {
    before: createAuthMiddleware(async (context) => {
      const { body, path } = context
      const headers = context.headers ?? new Headers()
      const asked = { path, headers, address: addressOf(headers), body: Predicate.isReadonlyObject(body) ? body : {} }
      const tidied = await run(rules.before(asked))
      return tidied === undefined ? undefined : { context: { body: tidied } }
    }),
    after: createAuthMiddleware(async ({ context, headers, path }) => {
      const user = context.newSession?.user ?? context.session?.user
      if (user === undefined || context.returned instanceof APIError) return
      if (path.startsWith("/sign-")) await run(signIns.succeeded(user.email, addressOf(headers ?? new Headers())))
      if (path === "/change-password" && Option.isSome(mailer)) {
        mailer.value(user.email, messages.passwordChanged(signInPage))
      }
    })
  },
  databaseHooks: {
    user: {
      create: {
        after: ({ email, id, name }) =>
          run(
            created({ id: UserId.make(id), email, name }).pipe(
              Effect.catchCause((cause) =>
                Effect.logError("what follows a sign-up failed; the first request repeats it", cause)
              )
            )
          )
      }
    },
    session: {
      create: {
        before: async ({ token, userId }, context) => {
          if (await run(sessions.isDisabled(userId))) {
            throw new APIError("FORBIDDEN", {
              code: "ACCOUNT_DISABLED",
              message: "This account is disabled. Ask whoever keeps this Lumi."
            })
          }
          const data = { token: tokenFor(userId, token) }
          if (context?.path !== "/change-password") return { data: { ...data, ...beginning(context) } }
          // the new password is kept by now, and this session is of it
          await run(sessions.passwordSet(userId))
          return { data: { ...data, createdAt: new Date() } }
        },
        after: ({ userId }) => run(sessions.prune(userId))
      }
    }
  }
})
