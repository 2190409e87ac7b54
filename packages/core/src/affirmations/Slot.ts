import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { Kept } from "../Zone.ts"

/** A quarter hour on the wall, `08:15`. */
export const WallTime = Schema.String.check(Schema.isPattern(/^([01]\d|2[0-3]):(00|15|30|45)$/)).pipe(
  Schema.brand("WallTime")
)
export type WallTime = typeof WallTime.Type

/** When receivers get their daily affirmation: all of one zone and one time on the wall share a slot. */
export const Slot = Schema.Struct({ zone: Kept, time: WallTime })
export type Slot = typeof Slot.Type

/** The slot of one receiver, from the first local date it holds for. */
export const ReceiverSlot = Schema.Struct({
  receiver: UserId,
  relationship: RelationshipId,
  ...Slot.fields,
  from: LocalDate
})
export type ReceiverSlot = typeof ReceiverSlot.Type

/** The daily affirmation comes at eight until somebody chooses another time. */
export const breakfast = WallTime.make("08:00")

/** When a date begins. */
export const midnight = WallTime.make("00:00")
