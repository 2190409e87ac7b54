import { AccountNotFound, UserId } from "@lumi/core/accounts/Account"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { Secrets } from "@lumi/core/Secrets"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, DateTime, Duration, Effect, Layer, Option, Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { Origin } from "../http/Origin.ts"
import { AccountCreated } from "./AccountCreated.ts"
import { AuthSettings } from "./AuthSettings.ts"
import * as Cookies from "./Cookies.ts"
import * as Handler from "./Handler.ts"
import { InviteGate } from "./InviteGate.ts"
import * as Mailer from "./Mailer.ts"
import * as Options from "./Options.ts"
import * as Sessions from "./Sessions.ts"
import * as Throttle from "./Throttle.ts"

// we sign more than sessions with these secrets, so what is signed need not begin with an id
const userId = Schema.decodeUnknownOption(UserId)

/** The headers of a request, as the platform or as Effect has them. */
type RequestHeaders = Headers | { readonly [name: string]: string | undefined }

/** A session cookie that we signed. */
export interface Claim {
  /** Whose it says it is: what may be read for them beside the session, and used only once that stands. */
  readonly user: Option.Option<UserId>
  /** Whether it still lives, read at this moment. */
  readonly session: Effect.Effect<Option.Option<Sessions.SignedIn>, StoreUnavailable>
}

/** Who is signed in, and everything about it: Better Auth's answers, and what the operator may do. */
export class Auth extends Context.Service<Auth, {
  /** Answers `/api/auth/*`. The caller has set `x-lumi-ip`, and turned away what comes from foreign pages. */
  readonly handler: (request: Request) => Promise<Response>
  /** What a session cookie of ours claims; none for what we did not sign. */
  readonly claim: (headers: RequestHeaders) => Effect.Effect<Option.Option<Claim>>
  readonly session: (headers: RequestHeaders) => Effect.Effect<Option.Option<Sessions.SignedIn>, StoreUnavailable>
  /** Gives the number of sessions it ended. */
  readonly signOutAll: (id: UserId) => Effect.Effect<number, StoreUnavailable>
  /** A link that sets a new password, once, within an hour; for a user's id or address. */
  readonly resetLink: (who: string) => Effect.Effect<string, AccountNotFound | StoreUnavailable>
  /** Ends all sessions at once, also any that begins at this moment, and lets nobody sign in until enabled. */
  readonly disable: (id: UserId) => Effect.Effect<void, AccountNotFound | StoreUnavailable>
  readonly enable: (id: UserId) => Effect.Effect<void, AccountNotFound | StoreUnavailable>
}>()("@lumi/workers/accounts/Auth") {
  static readonly layer = Layer.effect(
    Auth,
    Effect.gen(function*() {
      const store = yield* AuthStore
      const { auth: secrets } = yield* Secrets
      const origin = yield* Origin
      const settings = yield* AuthSettings
      const gate = yield* InviteGate
      const created = yield* AccountCreated
      const random = yield* SecureRandom.SecureRandom
      const runPromise = Effect.runPromiseWith(yield* Effect.context<never>())

      const outages = Handler.outages()
      const run = outages.watched(runPromise)
      const sessions = Sessions.make(store)
      const throttle = Throttle.make(store)
      const mailer = yield* Mailer.make(settings, throttle)
      // loaded for the first who signs in: a start is faster, and a process that nobody signs in at is smaller
      const betterAuth = yield* Effect.cached(
        Effect.promise(() => import("./BetterAuth.ts")).pipe(
          Effect.flatMap(({ make }) =>
            make({ store, run, origin, secrets, settings, gate, created, sessions, throttle, mailer })
          )
        )
      )
      const signed = secrets.map(({ value }) => value)
      const handle = Handler.make({
        auth: (request) =>
          Effect.flatMap(betterAuth, (auth) => Effect.promise(() => outages.answered(() => auth.handler(request)))),
        sessions,
        secrets: signed,
        secure: origin.secure,
        mailTime: Option.isSome(mailer) ? yield* Handler.MailTime : Duration.zero
      })

      const claim = (headers: RequestHeaders) =>
        Effect.sync((): Option.Option<Claim> => {
          const header = headers instanceof Headers ? headers.get("cookie") : headers["cookie"]
          const value = Cookies.sessionValue(header ?? "", origin.secure)
          const token = value === undefined ? undefined : Cookies.verify(value, signed)
          if (token === undefined) return Option.none()
          return Option.some({ user: userId(Sessions.userOf(token)), session: sessions.find(token) })
        })

      const orNotFound = Effect.flatMap((known: boolean) => known ? Effect.void : Effect.fail(new AccountNotFound()))

      return Auth.of({
        handler: (request) => runPromise(handle(request)),

        claim,

        session: Effect.fn("Auth.session")(function*(headers) {
          const claimed = yield* claim(headers)
          return Option.isSome(claimed) ? yield* claimed.value.session : Option.none()
        }),

        signOutAll: sessions.endAll,

        resetLink: Effect.fn("Auth.resetLink")(function*(who) {
          const id = who.includes("@") ? yield* sessions.userIdOf(who) : Option.some(who)
          const user = Option.isSome(id) ? yield* sessions.user(id.value) : Option.none()
          if (Option.isNone(user)) return yield* new AccountNotFound()
          const token = Buffer.from(yield* random.randomBytes(32)).toString("base64url")
          const end = DateTime.addDuration(yield* DateTime.now, Options.resetLifetime)
          yield* (yield* betterAuth).keepResetToken(token, user.value.id, end)
          return Options.resetPage(origin.url, token)
        }),

        disable: (id) => orNotFound(sessions.disable(id)),

        enable: (id) => orNotFound(sessions.enable(id))
      })
    })
  ).pipe(Layer.provide(SecureRandom.layerWebCrypto))
}
