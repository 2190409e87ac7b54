import type { UserId } from "@lumi/core/accounts/Account"
import { Context, type Effect } from "effect"

/** What to do once somebody has an account. It may fail without harm to the sign-up: the first request does it again. */
export class AccountCreated extends Context.Service<
  AccountCreated,
  (user: { readonly id: UserId; readonly email: string; readonly name: string }) => Effect.Effect<void, unknown>
>()("@lumi/workers/accounts/AccountCreated") {}
