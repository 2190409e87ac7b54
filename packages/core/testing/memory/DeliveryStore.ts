import { Effect, Layer, Option } from "effect"
import { Affirmation } from "../../src/affirmations/Affirmation.ts"
import {
  type Answer,
  answer,
  Delivery,
  type DeliveryId,
  DeliveryNotFound,
  type Place,
  placeOf
} from "../../src/affirmations/Delivery.ts"
import { type DeliveryKey, DeliveryStore, type Mailbox } from "../../src/affirmations/DeliveryStore.ts"
import * as Sought from "../../src/affirmations/Sought.ts"
import * as Page from "../../src/Page.ts"
import { isOpen, step, Tables } from "./Tables.ts"

const keyOf = (key: DeliveryKey) => `${key.receiver} ${placeOf(key)}`
const isIn = ({ receiver, relationship }: Mailbox) => (delivery: Delivery) =>
  delivery.receiver === receiver && delivery.relationship === relationship

/** A DeliveryStore that forgets everything with its process. */
export const layer: Layer.Layer<DeliveryStore, never, Tables> = Layer.effect(
  DeliveryStore,
  Effect.gen(function*() {
    const tables = yield* Tables
    const { affirmations, deliveries } = tables
    const put = (delivery: Delivery) => {
      deliveries.set(keyOf(delivery), delivery)
      return delivery
    }
    const count = ({ chosenAt }: Delivery, affirmation: Affirmation) =>
      affirmations.set(
        affirmation.id,
        new Affirmation({ ...affirmation, timesSent: affirmation.timesSent + 1, lastSentAt: Option.some(chosenAt) })
      )
    const decide = (delivery: Delivery) => {
      if (!isOpen(tables, delivery.receiver, delivery.relationship)) return Option.none()
      const kept = deliveries.get(keyOf(delivery))
      if (kept !== undefined) return Option.filter(Option.some(kept), isIn(delivery))
      const affirmation = affirmations.get(delivery.affirmation)
      if (affirmation?.relationship !== delivery.relationship) return Option.none()
      count(delivery, affirmation)
      return Option.some(put(delivery))
    }
    const respond = (mailbox: Mailbox, id: DeliveryId, said: Answer) =>
      step(() => {
        const found = [...deliveries.values()].find((one) => one.id === id && isIn(mailbox)(one))
        if (found === undefined) return Effect.fail(new DeliveryNotFound())
        const { after, loves, replies } = answer(found, said)
        const affirmation = affirmations.get(found.affirmation)
        if (affirmation?.relationship === found.relationship) {
          affirmations.set(
            affirmation.id,
            new Affirmation({
              ...affirmation,
              loves: affirmation.loves + loves,
              replies: affirmation.replies + replies,
              wish: said.wish === undefined ? affirmation.wish : said.wish
            })
          )
        }
        return Effect.succeed(put(after))
      })
    const earlier = (mailbox: Mailbox, before: Option.Option<Place>) =>
      [...deliveries.values()]
        .filter((one) => isIn(mailbox)(one) && (Option.isNone(before) || placeOf(one) < before.value))
        .toSorted((a, b) => placeOf(a) < placeOf(b) ? 1 : -1)
    const sent = (mailbox: Mailbox, before: Option.Option<Place>) =>
      earlier(mailbox, before).filter(({ sentAt }) => Option.isSome(sentAt))
    return DeliveryStore.of({
      decide: (asked) => step(() => asked.map(decide)),
      markSent: (keys, at) =>
        step(() =>
          keys.map((key) => {
            const one = deliveries.get(keyOf(key))
            if (one === undefined || !isIn(key)(one) || !isOpen(tables, key.receiver, key.relationship)) return false
            if (Option.isNone(one.sentAt)) {
              const reason = key.late === undefined ? one.reason : { ...one.reason, late: key.late }
              put(new Delivery({ ...one, reason, sentAt: Option.some(at) }))
            }
            return true
          })
        ),
      onDays: (keys) => step(() => keys.map((key) => Option.fromUndefinedOr(deliveries.get(keyOf(key))))),
      list: (mailbox, before, limit) => step(() => Page.of<Delivery, Place>(sent(mailbox, before), limit, placeOf)),
      search: (mailbox, sought, before, limit) =>
        step(() => Page.of<Delivery, Place>(sent(mailbox, before).filter(Sought.matcher(sought)), limit, placeOf)),
      first: (mailbox) => step(() => Option.fromUndefinedOr(sent(mailbox, Option.none()).at(-1)?.date)),
      answered: (mailbox, of, before, limit) =>
        step(() =>
          Page.of<Delivery, Place>(
            earlier(mailbox, before)
              .filter(({ lovedAt, reply }) => Option.isSome(lovedAt) || Option.isSome(reply))
              .filter(({ affirmation }) => Option.isNone(of) || affirmation === of.value),
            limit,
            placeOf
          )
        ),
      love: (mailbox, id, lovedAt) => respond(mailbox, id, { lovedAt }),
      reply: (mailbox, id, reply) => respond(mailbox, id, { reply }),
      wish: (mailbox, id, wish) => respond(mailbox, id, { wish })
    })
  })
)
