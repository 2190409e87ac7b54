import { DateTime, Effect, Option } from "effect"
import type { Account } from "../accounts/Account.ts"
import { AccountStore } from "../accounts/AccountStore.ts"
import { type InviteId, InviteNotFound } from "./Invite.ts"
import * as InviteSecret from "./InviteSecret.ts"
import { InviteStore } from "./InviteStore.ts"

/** What is under way between somebody and the one they want to pair with, and how either of them ends it. */

/** My open invite with its secrets and who asks to be let in, and the invite I asked to be let in by. */
export const of = Effect.fn("Invitations.of")(function*(user: Account) {
  const accounts = yield* AccountStore
  const invites = yield* InviteStore
  const now = yield* DateTime.now
  const known = (id: Account["id"]) =>
    accounts.find(id).pipe(Effect.asSome, Effect.catchTag("AccountNotFound", () => Effect.succeedNone))

  const mine = yield* invites.current(user.id, now)
  const asked = yield* invites.claimOf(user.id, now)
  return {
    mine: Option.isNone(mine) ? Option.none() : Option.some({
      invite: mine.value,
      secrets: yield* InviteSecret.derived(mine.value.id),
      claimer: Option.isNone(mine.value.claimedBy) ? Option.none() : yield* known(mine.value.claimedBy.value)
    }),
    asked: Option.isNone(asked) ? Option.none() : Option.map(
      yield* known(asked.value.inviter),
      (inviter) => ({ invite: asked.value, inviter })
    )
  }
})

/** Takes my invite back; gives who had asked to be let in. Without one there is nothing to take back. */
export const withdraw = Effect.fn("Invitations.withdraw")(function*(inviter: Account) {
  const invites = yield* InviteStore
  const mine = yield* invites.current(inviter.id, yield* DateTime.now)
  if (Option.isNone(mine)) return Option.none()
  yield* invites.settle(mine.value, "withdrawn")
  return mine.value.claimedBy
}, (withdrawing) =>
  // somebody claimed it or stepped back meanwhile: seen again, it is shut all the same
  Effect.retry(withdrawing, { times: 20, while: (error) => error._tag === "InviteNotFound" }).pipe(
    Effect.catchTag("InviteNotFound", (error) => Effect.die(error))
  ))

/** No longer asks to be let in: the invite is open again. Gives whose it is. */
export const stepBack = Effect.fn("Invitations.stepBack")(function*(claimer: Account) {
  const invites = yield* InviteStore
  const asked = yield* invites.claimOf(claimer.id, yield* DateTime.now)
  if (Option.isNone(asked)) return Option.none()
  yield* invites.settle(asked.value, "open").pipe(Effect.catchTag("InviteNotFound", () => Effect.void))
  return Option.some(asked.value.inviter)
})

/** Says no to the one who asked; the invite is over. Gives who it was. */
export const decline = Effect.fn("Invitations.decline")(function*(inviter: Account, id: InviteId) {
  const invites = yield* InviteStore
  const mine = yield* invites.current(inviter.id, yield* DateTime.now)
  if (Option.isNone(mine) || mine.value.id !== id || Option.isNone(mine.value.claimedBy)) {
    return yield* new InviteNotFound()
  }
  yield* invites.settle(mine.value, "declined")
  return mine.value.claimedBy.value
})
