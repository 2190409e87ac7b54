import type { UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect, Option } from "effect"

/** Whoever was disabled is put out of the pages that are open. Their sessions are over before this is told of. */
export const disabled = Effect.fn("changes.disabled")(function*(user: UserId) {
  const accounts = yield* AccountStore
  const realtime = yield* Realtime
  const enabledSince = yield* accounts.find(user).pipe(
    Effect.map(({ disabledAt }) => Option.isNone(disabledAt)),
    Effect.catchTag("AccountNotFound", () => Effect.succeed(false))
  )
  if (!enabledSince) yield* realtime.disconnect(user)
})
