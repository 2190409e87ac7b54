import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, type Effect } from "effect"

/** Knows whether an invitation lets a stranger make an account, where the operator wants one for that. */
export class InviteGate extends Context.Service<InviteGate, {
  /** Whether this secret is the one of an open invite; the invite stays as it is. */
  readonly admits: (secret: string) => Effect.Effect<boolean, StoreUnavailable>
}>()("@lumi/workers/accounts/InviteGate") {}
