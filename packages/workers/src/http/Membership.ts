import { CurrentMember, CurrentUser, Membership } from "@lumi/core/api/Session"
import { partnerOf, RelationshipNotFound, sideOf } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Effect, Layer, Option } from "effect"

/** Reads the relationship from the truth for every request: what ended a moment ago is gone for both. */
export const layer = Layer.effect(
  Membership,
  Effect.gen(function*() {
    const relationships = yield* RelationshipStore
    return Membership.of(Effect.fnUntraced(function*(handler) {
      const user = yield* CurrentUser
      const found = yield* relationships.ofUser(user.id)
      if (Option.isNone(found) || found.value.state !== "active") return yield* new RelationshipNotFound()
      const relationship = found.value
      const member = {
        user,
        partner: partnerOf(relationship, user.id),
        side: sideOf(relationship, user.id),
        relationship
      }
      return yield* Effect.provideService(handler, CurrentMember, member)
    }))
  })
)
