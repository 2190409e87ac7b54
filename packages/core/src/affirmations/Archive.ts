import { DateTime, Effect, Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import { at as dateAt, plus } from "../LocalDate.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import { RelationshipStore } from "../relationships/RelationshipStore.ts"
import { rules, utc } from "../Zone.ts"
import { atPlace, type DeliveryId, DeliveryKind, DeliveryNotFound, type Place } from "./Delivery.ts"
import { DeliveryStore, type Mailbox } from "./DeliveryStore.ts"

/**
 * Finding one delivery for the operator by its id alone. Stores keep deliveries by receiver and date, and no second index
 * for so rare a question: an id says when it was made, which leaves three dates on any wall of the world.
 */

/** How many couples are asked about at once. */
const batch = 100

const madeAt = (id: DeliveryId) => DateTime.makeUnsafe(Number.parseInt(id.replace("-", "").slice(0, 12), 16))

/** Among everybody's deliveries; `looked` is told how many couples were looked through so far. */
export const find = Effect.fn("Archive.find")(
  function*(id: DeliveryId, looked: (couples: number) => Effect.Effect<void>) {
    const deliveries = yield* DeliveryStore
    const relationships = yield* RelationshipStore
    const day = dateAt(madeAt(id), rules(utc))
    const dates = [-1, 0, 1].map((days) => plus(day, days))
    let after = Option.none<RelationshipId>()
    let couples = 0
    do {
      const page = yield* relationships.list(after, batch)
      const people = page.items.flatMap(({ first, second }): ReadonlyArray<UserId> => [first, second])
      const keys = people.flatMap((receiver) =>
        dates.flatMap((date) => DeliveryKind.literals.map((kind) => ({ receiver, date, kind })))
      )
      const found = (yield* deliveries.onDays(keys)).find((one) => Option.isSome(one) && one.value.id === id)
      if (found !== undefined && Option.isSome(found)) return found.value
      couples += page.items.length
      yield* looked(couples)
      after = page.next
    } while (Option.isSome(after))
    return yield* new DeliveryNotFound()
  }
)

/** Among all that somebody got, the latest first. */
export const findIn = Effect.fn("Archive.findIn")(function*(mailbox: Mailbox, id: DeliveryId) {
  const deliveries = yield* DeliveryStore
  let before: Option.Option<Place> = Option.none()
  do {
    const page: Effect.Success<ReturnType<typeof deliveries.list>> = yield* deliveries.list(mailbox, before, batch)
    const found = page.items.find((one) => one.id === id)
    if (found !== undefined) return found
    before = page.next
  } while (Option.isSome(before))
  return yield* new DeliveryNotFound()
})

/** What somebody got on a date, daily or as an extra. */
export const findAt = Effect.fn("Archive.findAt")(function*(receiver: UserId, place: Place) {
  const deliveries = yield* DeliveryStore
  const [found = Option.none()] = yield* deliveries.onDays([{ receiver, ...atPlace(place) }])
  return yield* Effect.mapError(Effect.fromOption(found), () => new DeliveryNotFound())
})
