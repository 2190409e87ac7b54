import type { UserId } from "@lumi/core/accounts/Account"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect } from "effect"

/** Lets open pages of these people load their relationship and invites again. A hint that is lost costs a reload, no more. */
export const relationshipChanged = Effect.fn("Hints.relationshipChanged")(function*(users: ReadonlyArray<UserId>) {
  const realtime = yield* Realtime
  yield* realtime.publishMany(
    users.map((user) => ({ user, topic: "session", payload: { v: 1, event: "relationship" } }) as const)
  ).pipe(Effect.catchTag("StoreUnavailable", () => Effect.logWarning("no hint of a changed relationship")))
})
