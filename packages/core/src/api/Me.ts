import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Account, Profile, UserId } from "../accounts/Account.ts"
import { Slot, WallTime } from "../affirmations/Slot.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId, RelationshipNotFound } from "../relationships/Relationship.ts"
import { Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

/** The other one, as far as they are shown. */
export const Partner = Schema.Struct({ id: UserId, name: Schema.String, side: Schema.Literals(["first", "second"]) })

/** Everything a page needs to know of whoever is signed in. */
export const Me = Schema.Struct({
  user: Account.mapFields(({ id, email, name, zone, language, appearance }) => ({
    id,
    email,
    name,
    zone,
    language,
    appearance
  })),
  relationship: Schema.NullOr(Schema.Struct({
    id: RelationshipId,
    side: Schema.Literals(["first", "second"]),
    since: LocalDate,
    partner: Partner
  })),
  /** when the daily affirmation comes, and the change that is to begin later */
  slot: Schema.NullOr(Slot),
  nextSlot: Schema.NullOr(Schema.Struct({ ...Slot.fields, from: LocalDate }))
})

/** The signed-in person's own account. */
export class MeApi extends HttpApiGroup.make("me")
  .add(
    HttpApiEndpoint.get("get", "/", { success: Me, error: Unavailable }),
    HttpApiEndpoint.patch("update", "/", {
      payload: Profile.mapFields((fields) => ({
        name: Schema.optionalKey(fields.name),
        zone: Schema.optionalKey(fields.zone),
        language: Schema.optionalKey(fields.language),
        appearance: Schema.optionalKey(fields.appearance)
      })),
      success: Me,
      error: Unavailable
    }),
    HttpApiEndpoint.put("schedule", "/schedule", {
      payload: Schema.Struct({ time: WallTime }),
      success: Me,
      error: [RelationshipNotFound, Unavailable]
    })
  )
  .middleware(Session)
  .prefix("/api/me")
{}
