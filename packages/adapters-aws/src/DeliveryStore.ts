import {
  type Answer,
  answer,
  Delivery,
  type DeliveryId,
  DeliveryNotFound,
  type Reason
} from "@lumi/core/affirmations/Delivery"
import { type DeliveryKey, DeliveryStore, type Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { affirmationKey } from "./dynamo/Affirmations.ts"
import { isOpen } from "./dynamo/Couples.ts"
import { decode, itemOf, keyOf, mailboxes } from "./dynamo/Deliveries.ts"
import { absent, present } from "./dynamo/Expression.ts"
import { insistently, Overtaken } from "./dynamo/Overtaken.ts"

const encode = Schema.encodeSync(Delivery)

/** How many transactions or updates are under way at once. */
const concurrency = 32

/** How many of the latest are looked through first for one that somebody answers. */
const latest = 8

/** That there is a heart, or a reply, or none, as when it was read: counts go by that. */
const expected = (part: "lovedAt" | "reply", before: Delivery) => {
  const [is, type] = part === "reply" ? [Option.isSome(before.reply), "M"] : [Option.isSome(before.lovedAt), "S"]
  return { if: `${is ? "" : "NOT "}attribute_type(#${part}, :${part}Type)`, values: { [`${part}Type`]: type } }
}

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo
  const { answered, browse, first, list, search } = mailboxes(dynamo)

  const decideOne = (delivery: Delivery) =>
    dynamo.transact([
      { put: itemOf(delivery), if: absent },
      isOpen(delivery.receiver, delivery.relationship),
      {
        update: affirmationKey(delivery, delivery.affirmation),
        by: "SET #timesSent = #timesSent + :one, #lastSentAt = :at",
        if: present,
        values: { one: 1, at: DateTime.formatIso(delivery.chosenAt) }
      }
    ]).pipe(
      Effect.as(Option.some(delivery)),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const found = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          if (refused.has(1) || Option.isNone(found)) return Option.none()
          const kept = yield* decode(found.value)
          return Option.filter(Option.some(kept), ({ relationship }) => relationship === delivery.relationship)
        })
      )
    )

  const markOne = (key: Mailbox & DeliveryKey & Pick<Reason, "late">, at: DateTime.Utc) =>
    dynamo.transact([
      {
        update: keyOf(key),
        by: key.late === undefined ? "SET #sentAt = :at" : "SET #sentAt = :at, #reason.#late = :late",
        if: "#relationship = :relationship AND attribute_type(#sentAt, :null)",
        values: {
          relationship: key.relationship,
          at: DateTime.formatIso(at),
          null: "NULL",
          ...(key.late !== undefined && { late: key.late })
        }
      },
      isOpen(key.receiver, key.relationship)
    ]).pipe(
      Effect.as(true),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const found = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          if (refused.has(1) || Option.isNone(found)) return false
          return (yield* decode(found.value)).relationship === key.relationship
        })
      )
    )

  const onDays = Effect.fnUntraced(function*(keys: ReadonlyArray<DeliveryKey>) {
    const items = yield* dynamo.getMany(keys.map(keyOf))
    return yield* Effect.forEach(
      items,
      (item) => Option.isSome(item) ? Effect.asSome(decode(item.value)) : Effect.succeedNone
    )
  })

  /** Answers are given to what has just come: that is looked through first, and days are few enough to look through all. */
  const find = Effect.fnUntraced(function*(mailbox: Mailbox, id: DeliveryId) {
    const isIt = (delivery: Delivery) => delivery.id === id
    const delivery = (yield* browse(mailbox, Option.none(), latest, (found) => found.some(isIt))).find(isIt)
    if (delivery === undefined) return yield* new DeliveryNotFound()
    return delivery
  })

  /** The affirmation counts what is answered, in the same step; without it the delivery is answered alone. */
  const respond = Effect.fnUntraced(function*(mailbox: Mailbox, id: DeliveryId, said: Answer) {
    const before = yield* find(mailbox, id)
    const { after, loves, replies } = answer(before, said)
    const encoded = encode(after)
    const parts = (["lovedAt", "reply", "wish"] as const).filter((part) => said[part] !== undefined)
    const was = parts.flatMap((part) => part === "wish" ? [] : [expected(part, before)])
    const values: Record<string, unknown> = Object.assign(
      { id },
      ...parts.map((part) => ({ [part]: encoded[part] })),
      ...was.map((one) => one.values)
    )
    const delivery = {
      update: keyOf(before),
      by: `SET ${parts.map((part) => `#${part} = :${part}`).join(", ")}`,
      if: ["#id = :id", ...was.map((one) => one.if)].join(" AND "),
      values
    }
    const alone = dynamo.update(delivery.update, delivery).pipe(
      Effect.asVoid,
      Effect.catchTag("ConditionFailed", () => Effect.fail(new Overtaken()))
    )
    const counts = loves !== 0 || replies !== 0 || said.wish !== undefined
    const both = dynamo.transact([
      delivery,
      {
        update: affirmationKey(before, before.affirmation),
        by: "SET #loves = if_not_exists(#loves, :none) + :loves, #replies = if_not_exists(#replies, :none) + :replies" +
          (said.wish === undefined ? "" : ", #wish = :wish"),
        if: present,
        values: { none: 0, loves, replies, ...(said.wish !== undefined && { wish: said.wish }) }
      }
    ])
    yield* counts
      ? Effect.catchTag(both, "TransactionRefused", (refused) => refused.has(0) ? Effect.fail(new Overtaken()) : alone)
      : alone
    return after
  }, insistently)

  return DeliveryStore.of({
    decide: Effect.fn("DeliveryStore.decide")(
      (deliveries) => Effect.forEach(deliveries, decideOne, { concurrency }),
      as("DeliveryStore.decide")
    ),
    markSent: Effect.fn("DeliveryStore.markSent")(
      (keys, at) => Effect.forEach(keys, (key) => markOne(key, at), { concurrency }),
      as("DeliveryStore.markSent")
    ),
    onDays: Effect.fn("DeliveryStore.onDays")(onDays, as("DeliveryStore.onDays")),
    list: Effect.fn("DeliveryStore.list")(list, as("DeliveryStore.list")),
    answered: Effect.fn("DeliveryStore.answered")(answered, as("DeliveryStore.answered")),
    search: Effect.fn("DeliveryStore.search")(search, as("DeliveryStore.search")),
    first: Effect.fn("DeliveryStore.first")(first, as("DeliveryStore.first")),
    love: Effect.fn("DeliveryStore.love")(
      (mailbox, id, lovedAt) => respond(mailbox, id, { lovedAt }),
      as("DeliveryStore.love")
    ),
    reply: Effect.fn("DeliveryStore.reply")(
      (mailbox, id, reply) => respond(mailbox, id, { reply }),
      as("DeliveryStore.reply")
    ),
    wish: Effect.fn("DeliveryStore.wish")(
      (mailbox, id, wish) => respond(mailbox, id, { wish }),
      as("DeliveryStore.wish")
    )
  })
})

/** Deliveries in the partitions of their receivers. */
export const layer: Layer.Layer<DeliveryStore, never, Dynamo> = Layer.effect(DeliveryStore, make)
