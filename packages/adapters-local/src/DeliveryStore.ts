import { UserId } from "@lumi/core/accounts/Account"
import { Delivery, DeliveryId, DeliveryNotFound } from "@lumi/core/affirmations/Delivery"
import { type Day, DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { LocalDate } from "@lumi/core/LocalDate"
import * as Page from "@lumi/core/Page"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const DayOf = Schema.Struct({ receiver: UserId, date: LocalDate })
const MailboxOf = { relationship: RelationshipId, receiver: UserId }
const Instant = Schema.DateTimeUtcFromString

const keyOf = ({ date, receiver }: Day) => `${receiver} ${date}`

/** One for each day, in the order asked. */
const inOrder = (days: ReadonlyArray<Day>, deliveries: ReadonlyArray<Delivery>) => {
  const found = new Map(deliveries.map((delivery) => [keyOf(delivery), delivery]))
  return days.map((day) => Option.fromUndefinedOr(found.get(keyOf(day))))
}

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `d.id, d.relationship_id as relationship, d.receiver, d.date, d.affirmation_id as affirmation,
    d.author, d.text, d.reason, d.chosen_at as "chosenAt", d.sent_at as "sentAt", d.loved_at as "lovedAt"`
  )

  /**
   * Writes the days that have none, counts what it wrote, and says which they are. Rows are written in one order, so that
   * of two who decide the same days one waits for the other, and never both.
   */
  const decide = Statements.all({
    Request: Statements.many(Delivery),
    Result: Schema.Struct({ id: DeliveryId }),
    execute: (deliveries) =>
      sql`with asked as (
          select asked.* from jsonb_to_recordset(${deliveries}::jsonb) as asked(id uuid, relationship uuid, receiver uuid,
            date date, affirmation uuid, author uuid, text text, reason jsonb, "chosenAt" timestamptz, "sentAt" timestamptz,
            "lovedAt" timestamptz)
          join relationship r on r.id = asked.relationship and r.state = 'active'
        ), written as (
          insert into delivery
            (receiver, date, id, relationship_id, affirmation_id, author, text, reason, chosen_at, sent_at, loved_at)
          select receiver, date, id, relationship, affirmation, author, text, reason, "chosenAt", "sentAt", "lovedAt"
          from asked
          where exists (select 1 from affirmation a where a.id = asked.affirmation and a.relationship_id = asked.relationship)
          order by receiver, date
          on conflict (receiver, date) do nothing
          returning id, affirmation_id, chosen_at
        ), counted as (
          update affirmation a set times_sent = a.times_sent + given.n, last_sent_at = given.chosen_at
          from (select affirmation_id, count(*)::int as n, max(chosen_at) as chosen_at from written group by 1) given
          where a.id = given.affirmation_id
        )
        select id from written`
  })
  /** What an earlier attempt decided, or somebody else just now. */
  const kept = Statements.all({
    Request: Statements.many(Schema.Struct({ ...MailboxOf, date: LocalDate })),
    Result: Delivery,
    execute: (days) =>
      sql`select ${columns}
        from jsonb_to_recordset(${days}::jsonb) as asked(relationship uuid, receiver uuid, date date)
        join relationship r on r.id = asked.relationship and r.state = 'active'
        join delivery d on d.receiver = asked.receiver and d.date = asked.date and d.relationship_id = asked.relationship`
  })
  const onDays = Statements.all({
    Request: Statements.many(DayOf),
    Result: Delivery,
    execute: (days) =>
      sql`select ${columns} from jsonb_to_recordset(${days}::jsonb) as asked(receiver uuid, date date)
        join delivery d on d.receiver = asked.receiver and d.date = asked.date`
  })
  const markSent = Statements.all({
    Request: Schema.Struct({ days: Statements.many(DayOf), at: Instant }),
    Result: Schema.Unknown,
    execute: ({ at, days }) =>
      sql`update delivery d set sent_at = ${at}
        from jsonb_to_recordset(${days}::jsonb) as asked(receiver uuid, date date)
        where d.receiver = asked.receiver and d.date = asked.date and d.sent_at is null`
  })
  const list = Statements.all({
    Request: Schema.Struct({ ...MailboxOf, before: Schema.String, limit: Schema.Int }),
    Result: Delivery,
    execute: ({ before, limit, receiver, relationship }) =>
      sql`select ${columns} from delivery d
        where d.receiver = ${receiver} and d.date < ${before}::date and d.relationship_id = ${relationship}
          and d.sent_at is not null
        order by d.date desc limit ${limit}`
  })
  const love = Statements.first({
    Request: Schema.Struct({ ...MailboxOf, id: DeliveryId, at: Schema.OptionFromNullOr(Instant) }),
    Result: Delivery,
    execute: ({ at, id, receiver, relationship }) =>
      sql`update delivery d set loved_at = ${at}
        where d.id = ${id} and d.receiver = ${receiver} and d.relationship_id = ${relationship} returning ${columns}`
  })

  return DeliveryStore.of({
    decide: Effect.fn("DeliveryStore.decide")(
      function*(deliveries) {
        if (deliveries.length === 0) return []
        const written = new Set((yield* decide(deliveries)).map(({ id }) => id))
        const open = deliveries.filter(({ id }) => !written.has(id))
        const before = open.length === 0 ? [] : yield* kept(open)
        return inOrder(deliveries, [...deliveries.filter(({ id }) => written.has(id)), ...before])
      },
      Statements.as("DeliveryStore.decide")
    ),
    markSent: Effect.fn("DeliveryStore.markSent")(
      (days, at) => markSent({ days, at }),
      Effect.asVoid,
      Statements.as("DeliveryStore.markSent")
    ),
    onDays: Effect.fn("DeliveryStore.onDays")(
      (days) => Effect.map(onDays(days), (deliveries) => inOrder(days, deliveries)),
      Statements.as("DeliveryStore.onDays")
    ),
    list: Effect.fn("DeliveryStore.list")(
      (mailbox, before, limit) =>
        Effect.map(
          list({ ...mailbox, before: Option.getOrElse(before, () => "infinity"), limit: limit + 1 }),
          (rows) => Page.of(rows, limit, ({ date }) => date)
        ),
      Statements.as("DeliveryStore.list")
    ),
    love: Effect.fn("DeliveryStore.love")(
      (mailbox, id, at) => love({ ...mailbox, id, at }),
      Effect.flatMap(Option.match({
        onNone: () => Effect.fail(new DeliveryNotFound()),
        onSome: (delivery) => Effect.succeed(delivery)
      })),
      Statements.as("DeliveryStore.love")
    )
  })
})

/** Deliveries in the table `delivery`. */
export const layer: Layer.Layer<DeliveryStore, never, SqlClient.SqlClient> = Layer.effect(DeliveryStore, make)
