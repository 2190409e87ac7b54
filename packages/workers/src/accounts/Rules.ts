import { Name } from "@lumi/core/accounts/Account"
import { APIError } from "better-auth/api"
import { Duration, Effect, Option, Schema } from "effect"
import type { AuthSettings } from "./AuthSettings.ts"
import * as Cookies from "./Cookies.ts"
import type { InviteGate } from "./InviteGate.ts"
import * as Passwords from "./Passwords.ts"
import * as Sessions from "./Sessions.ts"
import type { SignInLimit } from "./SignInLimit.ts"
import type { Limit, Throttle } from "./Throttle.ts"

/** The header a sign-up brings its invitation in; our own page has it in the field `invite`. */
const inviteHeader = "x-lumi-invite"

const invites: Limit = { max: 20, window: "1 hour" }
const oldPasswords: Limit = { max: 10, window: "15 minutes" }

/** What the rules look at. Anything may have been sent: Better Auth checks the shape of a body after them. */
export interface Asked {
  readonly path: string
  readonly body: { readonly [field: string]: unknown }
  readonly address: string
  readonly headers: Headers
}

const refused = (status: "BAD_REQUEST" | "FORBIDDEN", code: string, message: string) =>
  new APIError(status, { code, message })

const tooMany = (wait: Duration.Duration) =>
  new APIError(
    "TOO_MANY_REQUESTS",
    { code: "TOO_MANY_REQUESTS", message: "Too many tries. Wait a while." },
    { "X-Retry-After": String(Math.ceil(Duration.toSeconds(wait))) }
  )

/** Whose session it says it is: `Handler.ts` has looked at it before. */
const userOf = (cookie: string) => Sessions.userOf(Cookies.sessionValue(cookie, true) ?? "")

const textOf = (value: unknown) => typeof value === "string" ? value : ""
const decodeName = Schema.decodeUnknownOption(Name)

/** A name as it is kept: tidied, or refused. */
const named = (name: unknown) =>
  Effect.fromOption(decodeName(name)).pipe(
    Effect.mapError(() => refused("BAD_REQUEST", "INVALID_NAME", "A name has 1 to 60 characters."))
  )

const notEasy = (password: unknown, ...context: ReadonlyArray<string>) =>
  Passwords.isEasy(textOf(password), context) && textOf(password).length >= Passwords.length.min
    ? Effect.fail(refused(
      "BAD_REQUEST",
      "PASSWORD_TOO_EASY",
      "This password is easy to guess: it is on the list of common ones, or made of a name or a pattern. Try a short sentence."
    ))
    : Effect.void

/** What Lumi asks of a request beyond what Better Auth asks. */
export const make = (
  settings: AuthSettings["Service"],
  gate: InviteGate["Service"],
  throttle: Throttle,
  signIns: SignInLimit
) => {
  const orWait = <E>(turn: Effect.Effect<Option.Option<Duration.Duration>, E>) =>
    Effect.flatMap(turn, Option.match({ onNone: () => Effect.void, onSome: (wait) => Effect.fail(tooMany(wait)) }))

  const mayCome = Effect.fnUntraced(function*({ address, body, headers }: Asked) {
    if (settings.signUp === "open") return
    if (settings.signUp === "closed") {
      return yield* Effect.fail(refused("FORBIDDEN", "SIGN_UP_CLOSED", "This Lumi takes no new accounts."))
    }
    const secret = headers.get(inviteHeader) ?? textOf(body.invite)
    yield* orWait(throttle.take(`invite ${address}`, invites))
    if (secret === "" || !(yield* gate.admits(secret))) {
      return yield* Effect.fail(
        refused("FORBIDDEN", "SIGN_UP_NEEDS_INVITE", "An account here needs an invite that is still open.")
      )
    }
  })

  /** Looks at what is asked before Better Auth does; gives what of the body it shall see otherwise. */
  const before = Effect.fn("Rules.before")(function*(asked: Asked) {
    const { address, body, headers, path } = asked
    switch (path) {
      case "/sign-up/email": {
        yield* mayCome(asked)
        if (textOf(body.email).length > 254) {
          return yield* Effect.fail(refused("BAD_REQUEST", "INVALID_EMAIL", "An address has at most 254 characters."))
        }
        if (body.image !== undefined) {
          return yield* Effect.fail(refused("BAD_REQUEST", "NO_PICTURES", "An account has no address of a picture."))
        }
        const name = yield* named(body.name)
        yield* notEasy(body.password, textOf(body.email), name)
        return { name }
      }
      case "/sign-in/email":
        yield* orWait(signIns.attempt(textOf(body.email), address))
        return undefined
      case "/reset-password":
        yield* notEasy(body.newPassword)
        return undefined
      case "/change-password":
        yield* orWait(throttle.take(`change-password ${userOf(headers.get("cookie") ?? "")}`, oldPasswords))
        yield* notEasy(body.newPassword)
        return { revokeOtherSessions: true }
      default:
        return undefined
    }
  })

  return { before }
}

export type Rules = ReturnType<typeof make>
