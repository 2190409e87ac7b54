import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { says } from "../says.ts"
import { Uuid } from "../Uuid.ts"

/** Identifies one relationship; minted once, never reused. */
export const RelationshipId = Uuid.pipe(Schema.brand("RelationshipId"))
export type RelationshipId = typeof RelationshipId.Type

/** Raised by every change of who may see what; whatever was signed under an earlier one is void. */
export const Epoch = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).pipe(Schema.brand("Epoch"))
export type Epoch = typeof Epoch.Type

/** Two people. The one who invited is `first` and starts as the lamp, the other is `second` and starts as the tide. */
export class Relationship extends Schema.Class<Relationship>("Relationship")({
  id: RelationshipId,
  first: UserId,
  second: UserId,
  state: Schema.Literals(["active", "ending"]),
  epoch: Epoch,
  /** the day they count from */
  since: LocalDate,
  createdAt: Schema.DateTimeUtcFromString
}) {}

/** After somebody left it: who may see what has changed with it. */
export const ended = (relationship: Relationship): Relationship =>
  new Relationship({ ...relationship, state: "ending", epoch: Epoch.make(relationship.epoch + 1) })

export type Side = "first" | "second"

/** Which half of the disc a member is. */
export const sideOf = (relationship: Relationship, user: UserId): Side =>
  relationship.first === user ? "first" : "second"

/** The other one. */
export const partnerOf = (relationship: Relationship, user: UserId): UserId =>
  relationship.first === user ? relationship.second : relationship.first

/** Also what somebody outside is told: it looks the same as one that does not exist. */
export class RelationshipNotFound extends Schema.TaggedError<RelationshipNotFound>()(
  "RelationshipNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}

/** One of the two is in a relationship already. */
export class AlreadyPaired extends Schema.TaggedError<AlreadyPaired>()(
  "AlreadyPaired",
  {
    who: Schema.Literals(["you", "them"]),
    message: says("One of the two is in a relationship already.")
  },
  { httpApiStatus: 409 }
) {}
