import { UserId } from "@lumi/core/accounts/Account"
import type { Day } from "@lumi/core/affirmations/DeliveryStore"
import { Extra, ExtraId, ExtraState, freeing, most } from "@lumi/core/affirmations/Extra"
import { ExtraStore } from "@lumi/core/affirmations/ExtraStore"
import { LocalDate } from "@lumi/core/LocalDate"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const DayOf = Schema.Struct({ receiver: UserId, date: LocalDate })
const States = Statements.many(ExtraState)

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `e.id, e.relationship_id as relationship, e.author, e.receiver, e.date, e.zone, e.affirmation_id as affirmation, e.state,
    e.asked_at as "askedAt"`
  )

  const insert = Statements.all({
    Request: Schema.Struct({ extra: Extra, free: States }),
    Result: Schema.Unknown,
    execute: ({ extra: { affirmation, askedAt, author, date, id, receiver, relationship, state, zone }, free }) =>
      sql`insert into extra as kept
          (receiver, date, relationship_id, id, author, zone, affirmation_id, state, asked_at, ids)
        select ${receiver}::uuid, ${date}::date, r.id, ${id}::uuid, ${author}::uuid, ${zone}::text, ${affirmation}::uuid,
          ${state}::text, ${askedAt}::timestamptz, array[${id}::uuid]
        from relationship r join relationship_member m on m.relationship_id = r.id and m.user_id = ${receiver}
        where r.id = ${relationship} and r.state = 'active'
        on conflict (receiver, date) do update set
          relationship_id = excluded.relationship_id, id = excluded.id, author = excluded.author, zone = excluded.zone,
          affirmation_id = excluded.affirmation_id, state = excluded.state, asked_at = excluded.asked_at,
          ids = kept.ids || excluded.id
        where ${free}::jsonb ? kept.state and not excluded.id = any (kept.ids) and cardinality(kept.ids) < ${most}`
  })
  const counting = Statements.first({
    Request: Extra,
    Result: Extra,
    execute: ({ date, receiver, relationship }) =>
      sql`select ${columns} from relationship r
        join relationship_member m on m.relationship_id = r.id and r.id = ${relationship} and r.state = 'active'
        join extra e on e.receiver = m.user_id
        where e.receiver = ${receiver} and e.date = ${date}::date`
  })
  const onDays = Statements.all({
    Request: Statements.many(DayOf),
    Result: Extra,
    execute: (days) =>
      sql`select ${columns} from jsonb_to_recordset(${days}::jsonb) as asked(receiver uuid, date date)
        join extra e on e.receiver = asked.receiver and e.date = asked.date`
  })
  const update = Statements.first({
    Request: Schema.Struct({ ...DayOf.fields, id: ExtraId, from: States, to: ExtraState }),
    Result: Extra,
    execute: ({ date, from, id, receiver, to }) =>
      sql`update extra e set state = ${to}
        where e.receiver = ${receiver} and e.date = ${date}::date and e.id = ${id} and ${from}::jsonb ? e.state
        returning ${columns}`
  })

  const find = Effect.fnUntraced(function*(days: ReadonlyArray<Day>) {
    if (days.length === 0) return []
    const found = new Map((yield* onDays(days)).map((extra) => [`${extra.receiver} ${extra.date}`, extra]))
    return days.map(({ date, receiver }) => Option.fromUndefinedOr(found.get(`${receiver} ${date}`)))
  })

  return ExtraStore.of({
    ask: Effect.fn("ExtraStore.ask")(
      // what is in the way is seen by another statement only: the first one's view of the table is older
      (extra) => Effect.andThen(insert({ extra, free: freeing }), counting(extra)),
      Statements.as("ExtraStore.ask")
    ),
    onDays: Effect.fn("ExtraStore.onDays")(find, Statements.as("ExtraStore.onDays")),
    move: Effect.fn("ExtraStore.move")(
      function*({ date, receiver }, id, from, to) {
        const moved = yield* update({ receiver, date, id, from, to })
        if (Option.isSome(moved)) return moved
        const [kept = Option.none()] = yield* find([{ receiver, date }])
        return Option.filter(kept, (extra) => extra.id === id)
      },
      Statements.as("ExtraStore.move")
    )
  })
})

/** Extras in the table `extra`. */
export const layer: Layer.Layer<ExtraStore, never, SqlClient.SqlClient> = Layer.effect(ExtraStore, make)
