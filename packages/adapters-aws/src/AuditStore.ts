import { AuditEntry, type AuditId } from "@lumi/core/audit/AuditEntry"
import { AuditStore } from "@lumi/core/audit/AuditStore"
import * as Page from "@lumi/core/Page"
import type { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { metaKey } from "./dynamo/Couples.ts"
import { absent } from "./dynamo/Expression.ts"
import type { Key } from "./dynamo/Item.ts"

/** An entry is `REL#r` / `AUDIT#id`, in the order of ids. */
const prefix = "AUDIT#"
const keyOf = (relationship: RelationshipId, id: AuditId): Key => ({ ...metaKey(relationship), SK: `${prefix}${id}` })

const encode = Schema.encodeSync(AuditEntry)
const decode = Schema.decodeUnknownEffect(AuditEntry)

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const add = (entry: AuditEntry) =>
    dynamo.put(
      { ...keyOf(entry.relationship, entry.id), type: "AuditEntry", ...encode(entry) },
      { if: absent }
    ).pipe(Effect.catchTag("ConditionFailed", () => Effect.void), Effect.asVoid)

  const list = Effect.fnUntraced(
    function*(relationship: RelationshipId, after: Option.Option<AuditId>, limit: number) {
      const { items } = yield* dynamo.query({
        pk: metaKey(relationship).PK,
        range: { beginsWith: prefix },
        descending: true,
        limit: limit + 1,
        ...(Option.isSome(after) && { from: { ...keyOf(relationship, after.value) } })
      })
      return Page.of(yield* Effect.forEach(items, (item) => decode(item)), limit, ({ id }) => id)
    }
  )

  return AuditStore.of({
    add: Effect.fn("AuditStore.add")(add, as("AuditStore.add")),
    list: Effect.fn("AuditStore.list")(list, as("AuditStore.list"))
  })
})

/** Audit logs in the partitions of relationships. */
export const layer: Layer.Layer<AuditStore, never, Dynamo> = Layer.effect(AuditStore, make)
