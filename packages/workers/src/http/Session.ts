import type { UserId } from "@lumi/core/accounts/Account"
import * as Accounts from "@lumi/core/accounts/Accounts"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Unauthorized } from "@lumi/core/api/Errors"
import { CurrentUser, Session } from "@lumi/core/api/Session"
import { RateLimit } from "@lumi/core/RateLimit"
import { Effect, Layer, Option } from "effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import { Auth } from "../accounts/Auth.ts"
import * as ClientAddress from "./ClientAddress.ts"
import * as RateLimits from "./RateLimits.ts"

/**
 * Knows a person by the cookie of their session, asked for every request. A person is counted first and their address
 * after, so that whoever asks too much is refused alone and their partner in the same house is not.
 */
export const layer = Layer.effect(
  Session,
  Effect.gen(function*() {
    const auth = yield* Auth
    const accounts = yield* AccountStore
    const limits = yield* RateLimit

    const nobody = Effect.fnUntraced(function*(household: string) {
      yield* RateLimits.count(RateLimits.strangers, household)
      return yield* new Unauthorized()
    })

    const find = Option.match({
      onNone: () => Effect.succeedNone,
      onSome: (id: UserId) =>
        Effect.asSome(accounts.find(id)).pipe(Effect.catchTag("AccountNotFound", () => Effect.succeedNone))
    })

    /** The session and the account it claims are read at once; the account is nobody's before the session stands. */
    const known = Effect.fnUntraced(function*(request: HttpServerRequest) {
      const claim = yield* auth.claim(request.headers)
      if (Option.isNone(claim)) return Option.none()
      const reads = [claim.value.session, find(claim.value.user)] as const
      const [session, found] = yield* Effect.all(reads, { concurrency: 2 })
      if (Option.isNone(session)) return Option.none()
      const { user } = session.value
      const account = Option.isSome(found) && found.value.id === user.id
        ? found.value
        : yield* Effect.provideService(Accounts.ensure(user), AccountStore, accounts)
      return Option.isNone(account.disabledAt) ? Option.some(account) : Option.none()
    })

    /** Whoever it is, within what they may ask. */
    const admitted = Effect.fnUntraced(function*(request: HttpServerRequest) {
      const household = ClientAddress.household(ClientAddress.of(request))
      const account = yield* known(request)
      if (Option.isNone(account)) return yield* nobody(household)
      yield* RateLimits.count(RateLimits.perUser, account.value.id)
      yield* RateLimits.count(RateLimits.perAddress, household)
      return account.value
    }, Effect.provideService(RateLimit, limits))

    // the handler keeps the context of its request: what this layer was made with is not for it
    return Session.of((handler) =>
      HttpServerRequest.pipe(
        Effect.flatMap(admitted),
        Effect.flatMap((account) => Effect.provideService(handler, CurrentUser, account))
      )
    )
  })
)
