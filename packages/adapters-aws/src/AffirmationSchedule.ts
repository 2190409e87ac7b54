import type { UserId } from "@lumi/core/accounts/Account"
import { AffirmationSchedule, type DueReceiver } from "@lumi/core/affirmations/AffirmationSchedule"
import type { DueSlot } from "@lumi/core/affirmations/Due"
import { alsoAs, cut, type DuePart, nameOf } from "@lumi/core/affirmations/DuePart"
import { ReceiverSlot, WallTime } from "@lumi/core/affirmations/Slot"
import { LocalDate } from "@lumi/core/LocalDate"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Data, DateTime, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { patiently } from "./dynamo/Backoff.ts"
import { membershipKey } from "./dynamo/Couples.ts"
import { DynamoUnavailable } from "./dynamo/Failures.ts"
import type { Item, Key } from "./dynamo/Item.ts"
import * as Slots from "./dynamo/Slots.ts"
import type { Step } from "./dynamo/Writes.ts"

const tick: Key = { PK: "SYSTEM", SK: "TICK" }

/** Somebody else changed the slots of this receiver in between. */
class Overtaken extends Data.TaggedError("Overtaken")<{}> {}

const decodeSlot = Schema.decodeUnknownEffect(ReceiverSlot)
const decodeReached = Schema.decodeUnknownEffect(Schema.Struct({ reached: Schema.DateTimeUtcFromString }))
const decodeVersion = Schema.decodeUnknownEffect(Schema.Struct({ id: RelationshipId, scheduleVersion: Schema.Int }))
const decodeHeld = Schema.decodeUnknownEffect(
  Schema.Struct({ ...ReceiverSlot.fields, until: Schema.optionalKey(LocalDate) })
)

const decodeUsed = Schema.decodeUnknownEffect(Schema.Array(Schema.Struct({ zone: Schema.String, time: WallTime })))

/** A page goes on behind a slot's receiver, by the sort key that they have in the index: `0 019845e1-…#2026-11-25`. */
const behind = (after: Option.Option<string>, { shard, slots }: DuePart) => {
  if (Option.isNone(after)) return { index: 0, from: undefined }
  const [index = "0", place = ""] = after.value.split(" ")
  const [receiver = "", from = ""] = place.split("#")
  const slot = slots[Number(index)]
  const start: Item | undefined = slot && {
    PK: `USER#${receiver}`,
    SK: `${Slots.prefix}${from}`,
    GSI2PK: Slots.partition({ zone: nameOf(slot), time: slot.time }, shard),
    GSI2SK: place
  }
  return { index: Number(index), from: start }
}

/** What has to happen so that a receiver who has these slots has another one from its date on. */
const steps = (before: ReadonlyArray<ReceiverSlot>, slot: ReceiverSlot): ReadonlyArray<Step> => {
  const last = before.findLast(({ from }) => from < slot.from)
  return [
    ...before.filter((one) => one !== last && one.from !== slot.from)
      .map(({ from, receiver }): Step => ({ remove: Slots.key(receiver, from) })),
    ...(last === undefined ? [] : [{ put: { ...Slots.itemOf(last), until: slot.from } }]),
    { put: Slots.itemOf(slot) }
  ]
}

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo
  const register = Slots.registering(dynamo)

  const of = Effect.fnUntraced(function*(receiver: UserId) {
    const { items } = yield* dynamo.query({ pk: membershipKey(receiver).PK, range: { beginsWith: Slots.prefix } })
    return yield* Effect.forEach(items, (item) => decodeSlot(item))
  })

  const change = Effect.fnUntraced(function*(slot: ReceiverSlot) {
    const key = membershipKey(slot.receiver)
    const membership = yield* dynamo.get(key)
    if (Option.isNone(membership)) return
    // read before the slots: whoever changes them from here on changes the version too
    const { id, scheduleVersion } = yield* decodeVersion(membership.value)
    if (id !== slot.relationship) return
    const before = yield* of(slot.receiver)
    // what was kept under a name this machine does not know is kept again by the zone that holds
    yield* register(before)
    yield* dynamo.transact([
      {
        update: key,
        by: "SET #scheduleVersion = :next",
        if: "#id = :relationship AND #scheduleVersion = :version",
        values: { relationship: id, version: scheduleVersion, next: scheduleVersion + 1 }
      },
      ...steps(before, slot)
    ]).pipe(Effect.catchTag("TransactionRefused", () => Effect.fail(new Overtaken())))
  })

  const set = Effect.fnUntraced(function*(slot: ReceiverSlot) {
    yield* register([slot])
    yield* change(slot).pipe(
      patiently(({ _tag }) => _tag === "Overtaken"),
      Effect.catchTag(
        "Overtaken",
        (cause) => new DynamoUnavailable({ operation: "set", message: "others kept changing the same slots", cause })
      )
    )
  })

  const parts = Effect.fnUntraced(function*(slots: ReadonlyArray<DueSlot>) {
    if (slots.length === 0) return []
    const { items } = yield* dynamo.query({ pk: Slots.registry })
    const used = yield* decodeUsed(items)
    const keys = new Set(used.map(Slots.nameOf))
    const named = alsoAs(slots, new Set(used.map(({ zone }) => zone)))
    // a slot and a shard is a partition of the index: a part reads one, and two parts never read the same
    return named.filter((slot) => keys.has(Slots.nameOf({ zone: nameOf(slot), time: slot.time }))).flatMap((slot) =>
      Array.from({ length: Slots.shards }, (_, shard) => cut([slot], shard)).flat()
    )
  })

  /** Of those that the index has, which may be a moment behind, the ones whose relationship goes on. */
  const active = Effect.fnUntraced(function*(found: ReadonlyArray<DueReceiver>) {
    const memberships = yield* dynamo.getMany(found.map(({ receiver }) => membershipKey(receiver)))
    return found.filter(({ relationship }, n) =>
      Option.exists(memberships[n]!, ({ id, state }) => id === relationship && state === "active")
    )
  })

  const due = Effect.fnUntraced(function*(part: DuePart, after: Option.Option<string>, limit: number) {
    let { from, index } = behind(after, part)
    const found: Array<DueReceiver> = []
    let read = 0
    let last = Option.none<string>()
    for (let slot = part.slots[index]; slot !== undefined && read < limit; slot = part.slots[++index]) {
      const pk = Slots.partition({ zone: nameOf(slot), time: slot.time }, part.shard)
      const page = yield* dynamo.query({ index: "GSI2", pk, limit: limit - read, ...(from && { from }) })
      from = undefined
      read += page.items.length
      for (const item of page.items) {
        const { from, receiver, relationship, until } = yield* decodeHeld(item)
        if (from <= slot.date && (until === undefined || until > slot.date)) {
          found.push({ receiver, relationship, slot: index })
        }
        last = Option.some(`${index} ${receiver}#${from}`)
      }
      if (Option.isSome(page.next)) break
    }
    return { items: yield* active(found), next: index < part.slots.length ? last : Option.none() }
  })

  const advance = (to: DateTime.Utc) =>
    dynamo.update(tick, {
      by: "SET #reached = :to",
      if: "attribute_not_exists(#reached) OR #reached < :to",
      values: { to: DateTime.formatIso(to) }
    }).pipe(Effect.catchTag("ConditionFailed", () => Effect.void))

  return AffirmationSchedule.of({
    set: Effect.fn("AffirmationSchedule.set")(set, as("AffirmationSchedule.set")),
    of: Effect.fn("AffirmationSchedule.of")(of, as("AffirmationSchedule.of")),
    parts: Effect.fn("AffirmationSchedule.parts")(parts, as("AffirmationSchedule.parts")),
    due: Effect.fn("AffirmationSchedule.due")(due, as("AffirmationSchedule.due")),
    progress: dynamo.get(tick).pipe(
      Effect.flatMap(Option.match({
        onNone: () => Effect.succeedNone,
        onSome: (item) => Effect.map(decodeReached(item), ({ reached }) => Option.some(reached))
      })),
      as("AffirmationSchedule.progress"),
      Effect.withSpan("AffirmationSchedule.progress")
    ),
    advance: Effect.fn("AffirmationSchedule.advance")(advance, Effect.asVoid, as("AffirmationSchedule.advance"))
  })
})

/** Who is due when: `USER#receiver` / `SCHEDULE#from`, found by GSI2. */
export const layer: Layer.Layer<AffirmationSchedule, never, Dynamo> = Layer.effect(AffirmationSchedule, make)
