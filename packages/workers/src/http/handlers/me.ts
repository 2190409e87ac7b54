import { AccountStore } from "@lumi/core/accounts/AccountStore"
import * as Schedule from "@lumi/core/affirmations/Schedule"
import { Api } from "@lumi/core/api/Api"
import { CurrentUser } from "@lumi/core/api/Session"
import { RelationshipNotFound } from "@lumi/core/relationships/Relationship"
import { Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as MyPage from "../MyPage.ts"

/** The signed-in person's own account. */
export const me = HttpApiBuilder.group(
  Api,
  "me",
  Effect.fn(function*(handlers) {
    const accounts = yield* AccountStore
    return handlers.handleAll({
      get: () => CurrentUser.use(MyPage.of),
      update: Effect.fn("me.update")(function*({ payload }) {
        const user = yield* CurrentUser
        const { appearance, language, name, zone } = { ...user, ...payload }
        const updated = yield* accounts.update(user.id, { name, zone, language, appearance }).pipe(
          Effect.catchTag("AccountNotFound", Effect.die)
        )
        const relationship = yield* MyPage.active(updated)
        if (zone !== user.zone && Option.isSome(relationship)) yield* Schedule.move(updated, relationship.value, zone)
        return yield* MyPage.of(updated)
      }),
      schedule: Effect.fn("me.schedule")(function*({ payload }) {
        const user = yield* CurrentUser
        const relationship = yield* MyPage.active(user)
        if (Option.isNone(relationship)) return yield* new RelationshipNotFound()
        yield* Schedule.choose(user, relationship.value, payload.time)
        return yield* MyPage.of(user)
      })
    })
  })
)
