import type { Account } from "@lumi/core/accounts/Account"
import { Api } from "@lumi/core/api/Api"
import { CurrentUser } from "@lumi/core/api/Session"
import * as Invitations from "@lumi/core/relationships/Invitations"
import type { Invite } from "@lumi/core/relationships/Invite"
import type { InviteSecrets } from "@lumi/core/relationships/InviteSecret"
import * as Pairing from "@lumi/core/relationships/Pairing"
import { Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as ClientAddress from "../ClientAddress.ts"
import * as Hints from "../Hints.ts"
import { Origin } from "../Origin.ts"
import * as People from "../People.ts"
import * as RateLimits from "../RateLimits.ts"

const theirs = ({ invite, inviter }: { readonly invite: Invite; readonly inviter: Account }) => ({
  inviter: People.stranger(inviter),
  expiresAt: invite.expiresAt
})

/** Wrong secrets are counted per account and per address, so that neither many accounts nor many addresses give many tries. */
const guarded = Effect.fnUntraced(function*<A, E, R>(user: Account, attempt: Effect.Effect<A, E, R>) {
  const address = ClientAddress.household(ClientAddress.of(yield* HttpServerRequest))
  const keys = [`account ${user.id}`, `address ${address}`]
  yield* Effect.forEach(keys, (key) => RateLimits.check(RateLimits.wrongSecrets, key))
  const wrong = (error: E) =>
    typeof error === "object" && error !== null && "_tag" in error && error._tag === "InviteNotFound"
  return yield* attempt.pipe(
    Effect.tapError((error) =>
      wrong(error) ? Effect.forEach(keys, (key) => RateLimits.spend(RateLimits.wrongSecrets, key)) : Effect.void
    )
  )
})

/** How two accounts become a couple. */
export const invites = HttpApiBuilder.group(
  Api,
  "invites",
  Effect.fn(function*(handlers) {
    const origin = yield* Origin

    const mine = (invite: Invite, secrets: InviteSecrets, claimer: Option.Option<Account>) => ({
      id: invite.id,
      // in the fragment, which browsers send to nobody
      link: `${origin.url}/pair#${secrets.link}`,
      code: secrets.code,
      expiresAt: invite.expiresAt,
      claimedBy: Option.getOrNull(Option.map(claimer, People.stranger))
    })
    const told = (others: Option.Option<Account["id"]>, user: Account) =>
      Option.isNone(others) ? Effect.void : Hints.relationshipChanged([others.value, user.id])

    return handlers.handleAll({
      current: Effect.fn("invites.current")(function*() {
        const invitations = yield* Invitations.of(yield* CurrentUser)
        return {
          mine: Option.getOrNull(
            Option.map(invitations.mine, ({ claimer, invite, secrets }) => mine(invite, secrets, claimer))
          ),
          asked: Option.getOrNull(Option.map(invitations.asked, theirs))
        }
      }),
      open: Effect.fn("invites.open")(function*() {
        const { invite, secrets } = yield* Pairing.invite(yield* CurrentUser)
        return mine(invite, secrets, Option.none())
      }),
      withdraw: Effect.fn("invites.withdraw")(function*() {
        const user = yield* CurrentUser
        yield* told(yield* Invitations.withdraw(user), user)
      }),
      look: Effect.fn("invites.look")(function*({ payload }) {
        const user = yield* CurrentUser
        return theirs(yield* guarded(user, Pairing.look(payload.secret, user)))
      }),
      claim: Effect.fn("invites.claim")(function*({ payload }) {
        const user = yield* CurrentUser
        const claimed = yield* guarded(user, Pairing.claim(payload.secret, user))
        yield* told(Option.some(claimed.inviter.id), user)
        return theirs(claimed)
      }),
      stepBack: Effect.fn("invites.stepBack")(function*() {
        const user = yield* CurrentUser
        yield* told(yield* Invitations.stepBack(user), user)
      }),
      accept: Effect.fn("invites.accept")(function*({ params }) {
        const user = yield* CurrentUser
        const { first, second } = yield* Pairing.accept(user, params.id)
        yield* Hints.relationshipChanged([first, second])
      }),
      decline: Effect.fn("invites.decline")(function*({ params }) {
        const user = yield* CurrentUser
        yield* told(Option.some(yield* Invitations.decline(user, params.id)), user)
      })
    })
  })
)
