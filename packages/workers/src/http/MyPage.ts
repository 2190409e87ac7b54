import type { Account } from "@lumi/core/accounts/Account"
import * as Schedule from "@lumi/core/affirmations/Schedule"
import type { Me } from "@lumi/core/api/Me"
import { type Relationship, sideOf } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Effect, Option } from "effect"
import * as People from "./People.ts"

/** The relationship somebody is in, while it is one. */
export const active = Effect.fn("MyPage.active")(function*(user: Account) {
  const relationships = yield* RelationshipStore
  return Option.filter(yield* relationships.ofUser(user.id), ({ state }) => state === "active")
})

const together = Effect.fnUntraced(function*(user: Account, relationship: Relationship) {
  const reads = [Schedule.of(user), People.partner(relationship, user)] as const
  const [{ next, slot }, partner] = yield* Effect.all(reads, { concurrency: 2 })
  return {
    relationship: {
      id: relationship.id,
      side: sideOf(relationship, user.id),
      since: relationship.since,
      partner
    },
    slot,
    nextSlot: next === undefined ? null : { zone: next.zone, time: next.time, from: next.from }
  }
})

const alone = { relationship: null, slot: null, nextSlot: null }

/** Everything a page needs to know of whoever is signed in. */
export const of = Effect.fn("MyPage.of")(function*(user: Account) {
  const found = yield* active(user)
  const rest = Option.isNone(found) ? alone : yield* together(user, found.value)
  const { appearance, email, id, language, name, zone } = user
  return { user: { id, email, name, zone, language, appearance }, ...rest } satisfies typeof Me.Type
})
