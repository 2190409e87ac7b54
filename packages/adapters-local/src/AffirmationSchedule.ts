import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationSchedule, type DueReceiver } from "@lumi/core/affirmations/AffirmationSchedule"
import { alsoAs, cut, nameOf } from "@lumi/core/affirmations/DuePart"
import { ReceiverSlot, WallTime } from "@lumi/core/affirmations/Slot"
import { LocalDate } from "@lumi/core/LocalDate"
import * as Page from "@lumi/core/Page"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

/**
 * Gives a receiver a slot from a date on; runs inside the caller's transaction. One who is in no such relationship by now
 * gets none. The row of the member is locked, so that of two changes at once one comes after the other.
 */
export const setSlot = (sql: SqlClient.SqlClient) => {
  const lock = (slot: typeof ReceiverSlot.Encoded) =>
    sql`select 1 from relationship_member where user_id = ${slot.receiver} and relationship_id = ${slot.relationship} for update`
  const forget = (slot: typeof ReceiverSlot.Encoded) =>
    sql`delete from receiver_slot where receiver = ${slot.receiver} and (starts >= ${slot.from} or ends < ${slot.from})`
  const end = (slot: typeof ReceiverSlot.Encoded) =>
    sql`update receiver_slot set ends = ${slot.from} where receiver = ${slot.receiver}`
  const begin = (slot: typeof ReceiverSlot.Encoded) =>
    sql`insert into receiver_slot (receiver, starts, relationship_id, zone, "time")
      values (${slot.receiver}, ${slot.from}, ${slot.relationship}, ${slot.zone}, ${slot.time})`
  return Effect.fnUntraced(function*(slot: ReceiverSlot) {
    const encoded = yield* Schema.encodeEffect(ReceiverSlot)(slot)
    if ((yield* lock(encoded)).length === 0) return
    yield* forget(encoded)
    yield* end(encoded)
    yield* begin(encoded)
  })
}

const DueRow = Schema.Struct({ receiver: UserId, relationship: RelationshipId, slot: Schema.Int })

/** A page goes on after a slot's receiver: `7 019845e1-…`. */
const position = ({ receiver, slot }: DueReceiver) => `${slot} ${receiver}`
const behind = (after: Option.Option<string>) => {
  const [slot = "0", receiver = Statements.lowest] = Option.isSome(after) ? after.value.split(" ") : []
  return { slot: Number(slot), receiver }
}

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const set = setSlot(sql)

  const of = Statements.all({
    Request: UserId,
    Result: ReceiverSlot,
    execute: (receiver) =>
      sql`select receiver, relationship_id as relationship, zone, "time", starts as "from"
        from receiver_slot where receiver = ${receiver} order by starts`
  })
  /** The names of zones that slots are kept under: one look into the index for each, however many slots there are. */
  const names = Statements.all({
    Request: Schema.Void,
    Result: Schema.Struct({ zone: Schema.String }),
    execute: () =>
      sql`with recursive named as (
          select min(zone) as zone from receiver_slot
          union all
          select (select min(s.zone) from receiver_slot s where s.zone > named.zone) from named where named.zone is not null
        )
        select zone from named where zone is not null`
  })
  const due = Statements.all({
    Request: Schema.Struct({
      slots: Statements.many(
        Schema.Struct({ zone: Schema.String, time: WallTime, date: LocalDate, slot: Schema.Int })
      ),
      slot: Schema.Int,
      receiver: Schema.String,
      limit: Schema.Int
    }),
    Result: DueRow,
    // the slots come one after the other and each in order of its index, and each receiver's relationship is looked up: a page
    // reads little more than it gives. Without the offset the planner may read all relationships for it, and without the sum
    // whoever has a slot at all
    execute: ({ limit, receiver, slot, slots }) =>
      sql`with asked as materialized (
          select * from jsonb_to_recordset(${slots}::jsonb) as s(zone text, "time" text, date date, slot int) order by slot
        )
        select found.receiver, found.relationship, asked.slot
        from asked cross join lateral (
          select s.receiver, s.relationship_id as relationship
          from receiver_slot s cross join lateral (
            select 1 from relationship r where r.id = s.relationship_id and r.state = 'active' offset 0
          ) r
          where s.zone = asked.zone and s."time" = asked."time" and s.starts + 0 <= asked.date and s.ends > asked.date
            and s.receiver > case when asked.slot = ${slot}::int then ${receiver}::uuid else ${Statements.lowest}::uuid end
          order by s.receiver limit ${limit}
        ) found
        order by asked.slot, found.receiver limit ${limit}`
  })
  const progress = Statements.first({
    Request: Schema.Void,
    Result: Schema.Struct({ reached: Schema.DateTimeUtcFromString }),
    execute: () => sql`select reached_at as reached from affirmation_tick`
  })
  const advance = Statements.all({
    Request: Schema.DateTimeUtcFromString,
    Result: Schema.Unknown,
    execute: (to) =>
      sql`insert into affirmation_tick (reached_at) values (${to}) on conflict (one) do update
        set reached_at = greatest(affirmation_tick.reached_at, excluded.reached_at)`
  })

  return AffirmationSchedule.of({
    set: Effect.fn("AffirmationSchedule.set")(set, sql.withTransaction, Statements.as("AffirmationSchedule.set")),
    of: Effect.fn("AffirmationSchedule.of")(of, Statements.as("AffirmationSchedule.of")),
    // a thousand slots are read by one statement: there is nothing to share out
    parts: Effect.fn("AffirmationSchedule.parts")(
      function*(slots) {
        if (slots.length === 0) return []
        return cut(alsoAs(slots, (yield* names()).map(({ zone }) => zone)))
      },
      Statements.as("AffirmationSchedule.parts")
    ),
    due: Effect.fn("AffirmationSchedule.due")(
      function*({ slots }, after, limit) {
        const { receiver, slot } = behind(after)
        const open = slots.map((one, slot) => ({ zone: nameOf(one), time: one.time, date: one.date, slot })).slice(slot)
        const rows = yield* due({ slots: open, slot, receiver, limit: limit + 1 })
        return Page.of(rows, limit, position)
      },
      Statements.as("AffirmationSchedule.due")
    ),
    progress: progress().pipe(
      Effect.map(Option.map(({ reached }) => reached)),
      Statements.as("AffirmationSchedule.progress"),
      Effect.withSpan("AffirmationSchedule.progress")
    ),
    advance: Effect.fn("AffirmationSchedule.advance")(
      advance,
      Effect.asVoid,
      Statements.as("AffirmationSchedule.advance")
    )
  })
})

/** Who is due when, in the table `receiver_slot`. */
export const layer: Layer.Layer<AffirmationSchedule, never, SqlClient.SqlClient> = Layer.effect(
  AffirmationSchedule,
  make
)
