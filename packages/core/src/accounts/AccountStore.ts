import { Context, type DateTime, type Effect, type Option } from "effect"
import type { Page } from "../Page.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Account, AccountNotFound, Profile, UserId } from "./Account.ts"

/** Port: where accounts are kept. */
export class AccountStore extends Context.Service<AccountStore, {
  /** Keeps the account unless one with its id is there already; gives back the one that is kept. */
  readonly create: (account: Account) => Effect.Effect<Account, StoreUnavailable>
  readonly find: (id: UserId) => Effect.Effect<Account, AccountNotFound | StoreUnavailable>
  readonly findMany: (ids: ReadonlyArray<UserId>) => Effect.Effect<ReadonlyArray<Account>, StoreUnavailable>
  /** By the address as it was signed up, in any case of letters. */
  readonly findByEmail: (email: string) => Effect.Effect<Option.Option<Account>, StoreUnavailable>
  readonly update: (id: UserId, profile: Profile) => Effect.Effect<Account, AccountNotFound | StoreUnavailable>
  /** A disabled account cannot sign in; `none` enables it again. */
  readonly setDisabled: (
    id: UserId,
    at: Option.Option<DateTime.Utc>
  ) => Effect.Effect<Account, AccountNotFound | StoreUnavailable>
  /** Oldest first; for the operator. */
  readonly list: (
    after: Option.Option<UserId>,
    limit: number
  ) => Effect.Effect<Page<Account, UserId>, StoreUnavailable>
}>()("@lumi/core/accounts/AccountStore") {}
