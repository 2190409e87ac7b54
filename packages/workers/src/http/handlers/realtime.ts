import { Api } from "@lumi/core/api/Api"
import { CurrentUser } from "@lumi/core/api/Session"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as MyPage from "../MyPage.ts"

/** Connections to the broker. */
export const realtime = HttpApiBuilder.group(
  Api,
  "realtime",
  Effect.fn(function*(handlers) {
    const broker = yield* Realtime
    return handlers.handleAll({
      ticket: Effect.fn("realtime.ticket")(function*({ payload: { device } }) {
        const user = yield* CurrentUser
        const membership = Option.map(yield* MyPage.active(user), ({ epoch, id }) => ({ relationship: id, epoch }))
        return yield* broker.ticket({ user: user.id, device, membership })
      })
    })
  })
)
