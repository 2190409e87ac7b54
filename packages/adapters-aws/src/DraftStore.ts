import type { UserId } from "@lumi/core/accounts/Account"
import type { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { Draft, DraftNotFound, most, TooManyDrafts } from "@lumi/core/affirmations/Draft"
import { DraftStore } from "@lumi/core/affirmations/DraftStore"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { membershipKey } from "./dynamo/Couples.ts"
import { absent, present } from "./dynamo/Expression.ts"
import type { Key } from "./dynamo/Item.ts"
import type { Step } from "./dynamo/Writes.ts"

/** A draft is `USER#author` / `DRAFT#id`; `DRAFTS` beside them counts them. */
const prefix = "DRAFT#"
const keyOf = (author: UserId, id: AffirmationId): Key => ({ PK: membershipKey(author).PK, SK: `${prefix}${id}` })

const encode = Schema.encodeSync(Draft)
const decode = Schema.decodeUnknownEffect(Draft)

const counting = (author: UserId, added: number): Step => ({
  update: { PK: membershipKey(author).PK, SK: "DRAFTS" },
  by: "SET #count = if_not_exists(#count, :none) + :added",
  if: "attribute_not_exists(#count) OR #count <= :room",
  values: { none: 0, added, room: most - added }
})

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const add = Effect.fnUntraced(function*(draft: Draft) {
    return yield* dynamo.transact([
      { put: { ...keyOf(draft.author, draft.id), type: "Draft", ...encode(draft) }, if: absent },
      counting(draft.author, 1)
    ]).pipe(
      Effect.as(draft),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const kept = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          if (Option.isSome(kept)) return yield* decode(kept.value)
          return yield* new TooManyDrafts({ most })
        })
      )
    )
  })

  const edit = (author: UserId, id: AffirmationId, text: string) =>
    dynamo.update(keyOf(author, id), { by: "SET #text = :text", if: present, values: { text } }).pipe(
      Effect.catchTag("ConditionFailed", () => Effect.fail(new DraftNotFound())),
      Effect.flatMap((item) => decode(item))
    )

  const list = Effect.fnUntraced(function*(author: UserId) {
    const { items } = yield* dynamo.query({ pk: membershipKey(author).PK, range: { beginsWith: prefix } })
    return yield* Effect.forEach(items, (item) => decode(item))
  })

  const remove = (author: UserId, id: AffirmationId) =>
    dynamo.transact([{ remove: keyOf(author, id), if: present }, counting(author, -1)]).pipe(
      Effect.catchTag("TransactionRefused", () => Effect.void)
    )

  return DraftStore.of({
    add: Effect.fn("DraftStore.add")(add, as("DraftStore.add")),
    edit: Effect.fn("DraftStore.edit")(edit, as("DraftStore.edit")),
    list: Effect.fn("DraftStore.list")(list, as("DraftStore.list")),
    remove: Effect.fn("DraftStore.remove")(remove, as("DraftStore.remove"))
  })
})

/** Drafts in the partitions of their authors. */
export const layer: Layer.Layer<DraftStore, never, Dynamo> = Layer.effect(DraftStore, make)
