import { type Extra, goesAt } from "@lumi/core/affirmations/Extra"
import * as SendNow from "@lumi/core/affirmations/SendNow"
import { Api } from "@lumi/core/api/Api"
import { CurrentMember } from "@lumi/core/api/Session"
import { DateTime, Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as RateLimits from "../RateLimits.ts"

/** A page counts by its own clock: it is told how long, not until when. */
const mine = (extra: Extra) =>
  Effect.map(DateTime.now, (now) => {
    const { affirmation, id, state } = extra
    const left = DateTime.toEpochMillis(goesAt(extra)) - DateTime.toEpochMillis(now)
    return { id, state, affirmation, waits: Math.max(0, left) }
  })

/** "Send one now". */
export const extras = HttpApiBuilder.group(
  Api,
  "extras",
  Effect.fn(function*(handlers) {
    return handlers.handleAll({
      look: Effect.fn("extras.look")(function*() {
        const { extra, nextAt, used } = yield* SendNow.look(yield* CurrentMember)
        return { extra: Option.isNone(extra) ? null : yield* mine(extra.value), used, nextAt }
      }),
      ask: Effect.fn("extras.ask")(function*({ payload: { affirmation, id } }) {
        const member = yield* CurrentMember
        yield* RateLimits.count(RateLimits.perAsker, member.user.id)
        return yield* mine(yield* SendNow.ask(member, id, Option.fromUndefinedOr(affirmation)))
      }),
      withdraw: Effect.fn("extras.withdraw")(function*({ params }) {
        return yield* mine(yield* SendNow.withdraw(yield* CurrentMember, params.id))
      })
    })
  })
)
