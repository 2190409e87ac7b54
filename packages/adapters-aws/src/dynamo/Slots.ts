import type { UserId } from "@lumi/core/accounts/Account"
import { ReceiverSlot } from "@lumi/core/affirmations/Slot"
import type { LocalDate } from "@lumi/core/LocalDate"
import { Effect, Schema } from "effect"
import { createHash } from "node:crypto"
import type { Dynamo } from "../Dynamo.ts"
import type { Key, NewItem } from "./Item.ts"

/**
 * How slots lie in the table. A receiver's slots are `USER#u` / `SCHEDULE#from`, at most two: today's, which has `until`
 * when another is to follow, and that one. GSI2 has them by slot and shard, so that a tick reads the due and nobody else. They
 * change together with `scheduleVersion` of the membership (`Couples.ts`), so that of two changes at once one comes again.
 */

/** Into how many partitions the receivers of one slot are spread. Another number is another version of the key. */
export const shards = 32

/** The shard of a receiver, the same for ever. */
export const shardOf = (receiver: UserId): number => createHash("sha256").update(receiver).digest()[0]! % shards

/** A slot by the name its zone is kept under. */
export interface Named {
  readonly zone: string
  readonly time: string
}

/** How the registry calls a slot. */
export const nameOf = ({ time, zone }: Named) => `${zone}#${time}`

/** The partition of GSI2 with one shard of a slot's receivers. */
export const partition = ({ time, zone }: Named, shard: number) =>
  `SLOT#v1#${zone}#${time}#${String(shard).padStart(2, "0")}`

/** What the sort keys of a receiver's slots begin with, in the partition of the receiver. */
export const prefix = "SCHEDULE#"

export const key = (receiver: UserId, from: LocalDate): Key => ({ PK: `USER#${receiver}`, SK: `${prefix}${from}` })

/** A slot that holds from its date on; `until` is added when another follows it. */
export const itemOf = (slot: ReceiverSlot): NewItem => ({
  ...key(slot.receiver, slot.from),
  type: "Slot",
  ...Schema.encodeSync(ReceiverSlot)(slot),
  GSI2PK: partition(slot, shardOf(slot.receiver)),
  GSI2SK: `${slot.receiver}#${slot.from}`
})

/** The partition that says which slots anybody ever had: a tick looks at no others. */
export const registry = "SLOTS"

export const registration = ({ time, zone }: Named): NewItem => ({
  PK: registry,
  SK: nameOf({ zone, time }),
  type: "UsedSlot",
  zone,
  time
})

/**
 * Makes sure that slots are in the registry, before anybody is put into them. They never leave it, so a process asks once for
 * each. Not in the caller's transaction: a slot that many choose at once would make each of them wait for the others.
 */
export const registering = (dynamo: Dynamo["Service"]) => {
  const known = new Set<string>()
  return Effect.fnUntraced(function*(slots: ReadonlyArray<Named>) {
    const items = new Map(slots.map(registration).map((item) => [item.SK, item]))
    const unknown = [...items.values()].filter(({ SK }) => !known.has(SK))
    if (unknown.length === 0) return
    yield* dynamo.putMany(unknown)
    for (const { SK } of unknown) known.add(SK)
  })
}
