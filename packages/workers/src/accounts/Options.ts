import type { BetterAuthOptions } from "better-auth/minimal"
import { Duration, Effect, Option, Redacted } from "effect"
import { SecureRandom } from "effect/crypto"
import type { Origin } from "../http/Origin.ts"
import * as Cookies from "./Cookies.ts"
import { addressHeader } from "./headers.ts"
import type { Run } from "./kv/Models.ts"
import type { Mailer } from "./Mailer.ts"
import * as messages from "./messages.ts"
import * as Passwords from "./Passwords.ts"
import { lifetime, type Sessions } from "./Sessions.ts"
import type { Throttle } from "./Throttle.ts"

/** Where a link for a new password leads; its token is behind the `#`, so that no log and no referrer has it. */
export const resetPage = (origin: string, token: string) => `${origin}/reset#token=${token}`

/** How long such a link works. */
export const resetLifetime = Duration.hours(1)

export const signInPage = (origin: string) => `${origin}/sign-in`

const seconds = (duration: Duration.Duration) => Math.round(Duration.toSeconds(duration))

const withMail = (mailer: Mailer, origin: string) => {
  const send = (to: string, message: messages.Message) => Promise.resolve(mailer(to, message))
  return {
    emailAndPassword: {
      requireEmailVerification: true,
      sendResetPassword: ({ token, user }) => send(user.email, messages.resetPassword(resetPage(origin, token))),
      onExistingUserSignUp: ({ user }) => send(user.email, messages.alreadyHere(signInPage(origin)))
    },
    emailVerification: {
      sendOnSignIn: true,
      // whoever opens a link shows that the mailbox is theirs, not that this browser shall be signed in
      autoSignInAfterVerification: false,
      expiresIn: seconds(Duration.days(1)),
      sendVerificationEmail: ({ url, user }) => send(user.email, messages.verifyEmail(url))
    }
  } satisfies {
    readonly emailAndPassword: Partial<NonNullable<BetterAuthOptions["emailAndPassword"]>>
    readonly emailVerification: BetterAuthOptions["emailVerification"]
  }
}

/** Counted in the store, under the address and the path. */
const rateLimit = (throttle: Throttle, run: Run): NonNullable<BetterAuthOptions["rateLimit"]> => ({
  enabled: true,
  window: 10,
  max: 50,
  customRules: {
    "/get-session": false,
    "/sign-in/email": { window: 60, max: 20 },
    "/sign-up/email": { window: 60, max: 20 },
    "/change-password": { window: 60, max: 20 }
  },
  customStorage: {
    consume: (key, { max, window }) =>
      run(Effect.map(
        throttle.take(`request ${key}`, { max, window: Duration.seconds(window) }),
        Option.match({
          onNone: () => ({ allowed: true, retryAfter: null }),
          onSome: (wait) => ({ allowed: false, retryAfter: Math.ceil(Duration.toSeconds(wait)) })
        })
      ))
  }
})

const cookie = (name: string) => ({
  name,
  attributes: { secure: true, path: "/", sameSite: "lax", httpOnly: true } as const
})

/** A field that only we write and that nobody is told. */
const ours = { type: "string", required: false, input: false, returned: false } as const

interface OptionsOptions {
  readonly origin: Origin["Service"]
  readonly secrets: ReadonlyArray<{ readonly version: number; readonly value: Redacted.Redacted<string> }>
  readonly run: Run
  readonly throttle: Throttle
  readonly sessions: Sessions
  readonly mailer: Option.Option<Mailer>
}

/** Every setting of Better Auth but its database and hooks, each where its default would be wrong for Lumi. */
export const make = ({ mailer, origin, run, secrets, sessions, throttle }: OptionsOptions): BetterAuthOptions => {
  const mail = Option.getOrUndefined(Option.map(mailer, (mailer) => withMail(mailer, origin.url)))
  return {
    appName: "Lumi",
    baseURL: origin.url,
    basePath: "/api/auth",
    trustedOrigins: [...origin.all],
    secrets: secrets.map(({ value, version }) => ({ version, value: Redacted.value(value) })),
    telemetry: { enabled: false },
    // told no level, it does not print every refusal by itself
    logger: {
      log: (level, message) => {
        if (level === "error") void run(Effect.logWarning(`Better Auth: ${message}`))
      }
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: Passwords.length.min,
      maxPasswordLength: Passwords.length.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: seconds(resetLifetime),
      onPasswordReset: async ({ user }) => {
        await run(sessions.passwordSet(user.id))
        if (Option.isSome(mailer)) mailer.value(user.email, messages.passwordChanged(signInPage(origin.url)))
      },
      ...mail?.emailAndPassword
    },
    ...(mail === undefined ? {} : { emailVerification: mail.emailVerification }),
    session: {
      expiresIn: seconds(lifetime.unused),
      updateAge: seconds(lifetime.rolled),
      freshAge: seconds(lifetime.fresh),
      // a copied cookie would outlive the sign-out
      cookieCache: { enabled: false }
    },
    user: { additionalFields: { disabledAt: ours, passwordSetAt: ours } },
    account: { encryptOAuthTokens: true },
    // the identifier of a one-time value is as good as the value; and cleaning up would read the whole table
    verification: { storeIdentifier: "hashed", disableCleanup: true },
    rateLimit: rateLimit(throttle, run),
    // they hand tokens to the browser
    disabledPaths: ["/get-access-token", "/refresh-token", "/account-info"],
    onAPIError: { errorURL: signInPage(origin.url) },
    advanced: {
      // the names below already say __Host-, where this would put __Secure- before them
      useSecureCookies: false,
      cookiePrefix: "lumi",
      cookies: { session_token: cookie(Cookies.sessionCookie), dont_remember: cookie(Cookies.shortCookie) },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      database: { generateId: () => SecureRandom.uuidV7Unsafe(), validateSchema: false }
    }
  }
}
