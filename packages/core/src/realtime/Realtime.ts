import { Context, type Effect } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Addressed } from "./Hint.ts"
import type { Membership, Ticket, TicketRequest } from "./Ticket.ts"

/**
 * Port: hints to open pages, over MQTT. A hint is worth what it saves of waiting and no more: it may be lost, come twice
 * or come late, and the database stays the truth.
 */
export class Realtime extends Context.Service<Realtime, {
  /** Tells all open pages of a user; nobody there is no failure. */
  readonly publish: (hint: Addressed) => Effect.Effect<void, StoreUnavailable>
  readonly publishMany: (hints: ReadonlyArray<Addressed>) => Effect.Effect<void, StoreUnavailable>
  /** Lets one page of a signed-in user connect, for as long as a ticket lives. */
  readonly ticket: (request: TicketRequest) => Effect.Effect<Ticket>
  /**
   * A relationship began or changed: from now on tickets of an earlier one, or of an earlier epoch, are refused and
   * their connections closed. May be told again and in any order; an older membership changes nothing.
   */
  readonly admit: (user: UserId, membership: Membership) => Effect.Effect<void, StoreUnavailable>
  /** Closes all connections of a user; tickets signed before are void. */
  readonly disconnect: (user: UserId) => Effect.Effect<void, StoreUnavailable>
}>()("@lumi/core/realtime/Realtime") {}
