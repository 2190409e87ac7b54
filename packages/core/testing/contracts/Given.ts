import { Effect, Option } from "effect"
import type { Affirmation } from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { Delivery, DeliveryId } from "../../src/affirmations/Delivery.ts"
import { plus } from "../../src/LocalDate.ts"
import { affirmationOf, at, couple, freshId, today } from "./Couples.ts"

/** What is given to people of contracts. */
export const deliveryOf = (affirmation: Affirmation, days = 0, minutes = 0) =>
  new Delivery({
    id: DeliveryId.make(freshId()),
    relationship: affirmation.relationship,
    receiver: affirmation.receiver,
    date: plus(today, days),
    affirmation: affirmation.id,
    author: affirmation.author,
    text: affirmation.text,
    reason: {
      factors: [
        { name: "count", multiplier: 1 / 3, figure: 2 },
        { name: "recency", multiplier: 1, figure: null }
      ],
      outOf: 12,
      probability: 0.1 + 0.2
    },
    chosenAt: at(minutes),
    sentAt: Option.none(),
    lovedAt: Option.none()
  })

/** The same, sent by hand besides. */
export const extraOf = (affirmation: Affirmation, days = 0, minutes = 0) =>
  new Delivery({ ...deliveryOf(affirmation, days, minutes), kind: "extra" })

/** A couple whose first wrote `count` affirmations for the second. */
export const written = Effect.fnUntraced(function*(count: number) {
  const store = yield* AffirmationStore
  const relationship = yield* couple()
  const affirmations = Array.from({ length: count }, (_, n) => affirmationOf(relationship, `No. ${n}`))
  yield* Effect.forEach(affirmations, store.add, { concurrency: "unbounded" })
  return { relationship, affirmations, mailbox: { relationship: relationship.id, receiver: relationship.second } }
})
