import { Context, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { AuthItem, AuthKey, AuthWrite, ConditionFailed } from "./AuthItem.ts"

/** Port: what sign-in keeps (users, sessions, one-time values) as key-value items, read consistently, written all or nothing. */
export class AuthStore extends Context.Service<AuthStore, {
  readonly get: (key: AuthKey) => Effect.Effect<Option.Option<AuthItem>, StoreUnavailable>
  /** All items of one `pk`, ordered by `sk` as bytes, not as words. */
  readonly query: (pk: string) => Effect.Effect<ReadonlyArray<AuthItem>, StoreUnavailable>
  /** Runs every step or none. More than 100 steps, or two of them on one item, are a defect. */
  readonly transact: (writes: ReadonlyArray<AuthWrite>) => Effect.Effect<void, ConditionFailed | StoreUnavailable>
}>()("@lumi/core/accounts/AuthStore") {}
