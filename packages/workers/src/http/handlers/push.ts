import { Api } from "@lumi/core/api/Api"
import { Invalid } from "@lumi/core/api/Errors"
import { CurrentUser } from "@lumi/core/api/Session"
import * as Devices from "@lumi/core/push/Devices"
import { Answer, PushService } from "@lumi/core/push/PushService"
import { PushSubscription, PushSubscriptionId } from "@lumi/core/push/PushSubscription"
import { PushSubscriptionStore } from "@lumi/core/push/PushSubscriptionStore"
import * as Testing from "@lumi/core/push/Testing"
import { DateTime, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { HttpApiBuilder } from "effect/http-api"
import * as RateLimits from "../RateLimits.ts"

const outcomeOf = Answer.$match({
  Taken: () => "taken" as const,
  Gone: () => "gone" as const,
  TooLong: () => "refused" as const,
  NotNow: () => "later" as const,
  Refused: () => "refused" as const
})

/** What a browser handed over may be refused for, by the field of the request. */
const fields = { endpoint: "endpoint", p256dh: "keys.p256dh" } as const

/** The browsers that are told what reaches me. */
export const push = HttpApiBuilder.group(
  Api,
  "push",
  Effect.fn(function*(handlers) {
    const random = yield* SecureRandom.SecureRandom
    const service = yield* PushService
    const store = yield* PushSubscriptionStore
    return handlers.handleAll({
      key: () => Effect.succeed({ key: Option.getOrNull(service.publicKey) }),
      list: () => CurrentUser.use(({ id }) => Effect.map(store.list(id), (items) => ({ items }))),
      subscribe: Effect.fn("push.subscribe")(function*({ payload: { endpoint, keys, name } }) {
        const { id: user } = yield* CurrentUser
        yield* RateLimits.count(RateLimits.subscriptions, user)
        const refused = service.refuse({ endpoint, ...keys })
        if (Option.isSome(refused)) {
          const { field, problem } = refused.value
          return yield* new Invalid({ problems: [{ field: fields[field], problem }] })
        }
        return yield* Devices.subscribe(
          new PushSubscription({
            id: PushSubscriptionId.make(yield* random.uuidV7()),
            user,
            endpoint,
            ...keys,
            name,
            createdAt: yield* DateTime.now,
            acceptedAt: Option.none(),
            failures: 0,
            failedAt: Option.none(),
            error: null,
            taken: []
          })
        )
      }),
      rename: ({ params, payload }) => CurrentUser.use(({ id }) => store.rename(id, params.id, payload.name)),
      remove: ({ params }) => CurrentUser.use(({ id }) => store.remove(id, params.id)),
      test: Effect.fn("push.test")(function*({ params }) {
        const user = yield* CurrentUser
        yield* RateLimits.count(RateLimits.pushTests, user.id)
        const { answer, device } = yield* Testing.test(user, params.id)
        return { outcome: outcomeOf(answer), device: Option.getOrNull(device) }
      })
    })
  })
)
