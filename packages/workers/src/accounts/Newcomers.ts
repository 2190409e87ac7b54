import * as Accounts from "@lumi/core/accounts/Accounts"
import type { AccountStore } from "@lumi/core/accounts/AccountStore"
import type { InviteStore } from "@lumi/core/relationships/InviteStore"
import * as Pairing from "@lumi/core/relationships/Pairing"
import { Context, Effect, Layer } from "effect"
import type { Digest } from "effect/crypto"
import { AccountCreated } from "./AccountCreated.ts"
import { InviteGate } from "./InviteGate.ts"

/** What the sign-up asks of the rest of Lumi: whether an invite opens the door, and an account for who came in. */
export const layer = Layer.effectContext(Effect.gen(function*() {
  const context = yield* Effect.context<AccountStore | Digest.Digest | InviteStore>()
  return Context.make(InviteGate, {
    admits: (secret) => Pairing.admits(secret).pipe(Effect.provideContext(context))
  }).pipe(
    Context.add(AccountCreated, (person) => Effect.provideContext(Effect.asVoid(Accounts.ensure(person)), context))
  )
}))
