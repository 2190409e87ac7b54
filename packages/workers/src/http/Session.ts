import * as Accounts from "@lumi/core/accounts/Accounts"
import type { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Unauthorized } from "@lumi/core/api/Errors"
import { CurrentUser, Session } from "@lumi/core/api/Session"
import type { RateLimit } from "@lumi/core/RateLimit"
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
    const services = yield* Effect.context<AccountStore | RateLimit>()

    const nobody = Effect.fnUntraced(function*(household: string) {
      yield* RateLimits.count(RateLimits.strangers, household)
      return yield* new Unauthorized()
    })

    const known = Effect.fnUntraced(function*(request: HttpServerRequest) {
      const session = yield* auth.session(request.headers)
      if (Option.isNone(session)) return Option.none()
      const account = yield* Accounts.ensure(session.value.user)
      return Option.isNone(account.disabledAt) ? Option.some(account) : Option.none()
    })

    return Session.of((handler) =>
      Effect.gen(function*() {
        const request = yield* HttpServerRequest
        const household = ClientAddress.household(ClientAddress.of(request))
        const account = yield* known(request)
        if (Option.isNone(account)) return yield* nobody(household)
        yield* RateLimits.count(RateLimits.perUser, account.value.id)
        yield* RateLimits.count(RateLimits.perAddress, household)
        return yield* Effect.provideService(handler, CurrentUser, account.value)
      }).pipe(Effect.provideContext(services))
    )
  })
)
