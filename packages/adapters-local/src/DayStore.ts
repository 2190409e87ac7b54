import { UserId } from "@lumi/core/accounts/Account"
import { DayStore, Known, Missed } from "@lumi/core/affirmations/DayStore"
import { LocalDate } from "@lumi/core/LocalDate"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const MailboxOf = { relationship: RelationshipId, receiver: UserId }
const DayOf = Schema.Struct({ receiver: UserId, date: LocalDate })

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  // of a relationship that is gone nothing is kept
  const setHard = Statements.all({
    Request: Schema.Struct({ ...MailboxOf, date: LocalDate, hard: Schema.Boolean }),
    Result: Schema.Unknown,
    execute: ({ date, hard, receiver, relationship }) =>
      sql`insert into receiver_day as kept (receiver, date, relationship_id, hard)
        select ${receiver}::uuid, ${date}::date, id, ${hard}::boolean from relationship where id = ${relationship}
        on conflict (receiver, date) do update set hard = excluded.hard, relationship_id = excluded.relationship_id`
  })
  const hard = Statements.all({
    Request: Statements.many(DayOf),
    Result: DayOf,
    execute: (days) =>
      sql`select d.receiver, d.date from jsonb_to_recordset(${days}::jsonb) as asked(receiver uuid, date date)
        join receiver_day d on d.receiver = asked.receiver and d.date = asked.date where d.hard`
  })
  const miss = Statements.all({
    Request: Statements.many(Schema.Struct({ ...MailboxOf, ...Missed.fields })),
    Result: Schema.Unknown,
    execute: (days) =>
      sql`insert into receiver_day as kept (receiver, date, relationship_id, missed)
        select distinct on (asked.receiver, asked.date) asked.receiver, asked.date, r.id, asked.why
        from jsonb_to_recordset(${days}::jsonb) as asked(receiver uuid, relationship uuid, date date, why text)
        join relationship r on r.id = asked.relationship
        order by asked.receiver, asked.date
        on conflict (receiver, date) do update set missed = coalesce(kept.missed, excluded.missed)`
  })
  const between = Statements.all({
    Request: Schema.Struct({ ...MailboxOf, from: LocalDate, to: LocalDate }),
    Result: Known,
    execute: ({ from, receiver, relationship, to }) =>
      sql`select date, hard, missed from receiver_day
        where receiver = ${receiver} and date between ${from}::date and ${to}::date and relationship_id = ${relationship}
        order by date desc`
  })

  return DayStore.of({
    setHard: Effect.fn("DayStore.setHard")(
      (mailbox, date, hard) => setHard({ ...mailbox, date, hard }),
      Effect.asVoid,
      Statements.as("DayStore.setHard")
    ),
    hard: Effect.fn("DayStore.hard")(
      function*(days) {
        if (days.length === 0) return []
        const found = new Set((yield* hard(days)).map(({ date, receiver }) => `${receiver} ${date}`))
        return days.map(({ date, receiver }) => found.has(`${receiver} ${date}`))
      },
      Statements.as("DayStore.hard")
    ),
    miss: Effect.fn("DayStore.miss")(
      (days) => days.length === 0 ? Effect.void : Effect.asVoid(miss(days)),
      Statements.as("DayStore.miss")
    ),
    between: Effect.fn("DayStore.between")(
      (mailbox, from, to) => between({ ...mailbox, from, to }),
      Statements.as("DayStore.between")
    )
  })
})

/** Days in the table `receiver_day`. */
export const layer: Layer.Layer<DayStore, never, SqlClient.SqlClient> = Layer.effect(DayStore, make)
