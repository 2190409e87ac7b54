import { type Option, Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { type Epoch, RelationshipId } from "../relationships/Relationship.ts"
import { DeviceId } from "./Topics.ts"

/** How long a ticket opens a connection, and how long that connection may then live: a missed kick lasts no longer. */
export const lifetime = "5 minutes"

/** What a ticket says, signed: one user, one page, one client id, until `exp` (milliseconds since 1970). */
export const Claims = Schema.Struct({
  u: UserId,
  dev: DeviceId,
  /** null before pairing */
  rel: Schema.NullOr(RelationshipId),
  /** 0 before pairing */
  epoch: Schema.Int,
  cid: Schema.String,
  exp: Schema.Int
})
export type Claims = typeof Claims.Type

/** The relationship a user is in, and which of its epochs. */
export interface Membership {
  readonly relationship: RelationshipId
  readonly epoch: Epoch
}

/** For whom a ticket is asked: `membership` as read from the store in the same request. */
export interface TicketRequest {
  readonly user: UserId
  readonly device: DeviceId
  readonly membership: Option.Option<Membership>
}

/** What a family says to every page that gets a ticket. */
export interface Broker {
  /** absolute, or a path of the server that gives the ticket */
  readonly url: string
  /** often enough to be believed, seldom enough to be paid for */
  readonly beatSeconds: number
}

/** What a page needs to connect; it does not learn which broker it meets. */
export const Ticket = Schema.Struct({
  /** absolute, or a path of the server that gave it */
  url: Schema.String,
  clientId: Schema.String,
  username: Schema.String,
  password: Schema.String,
  filters: Schema.Array(Schema.String),
  expiresAt: Schema.DateTimeUtcFromString,
  /** how often a visible page says that it is there */
  beatSeconds: Schema.Int
})
export type Ticket = typeof Ticket.Type
