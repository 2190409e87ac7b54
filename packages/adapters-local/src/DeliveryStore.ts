import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationId, Wish } from "@lumi/core/affirmations/Affirmation"
import {
  atPlace,
  Delivery,
  DeliveryId,
  DeliveryKind,
  DeliveryNotFound,
  type Place,
  placeOf,
  Reason,
  Reply
} from "@lumi/core/affirmations/Delivery"
import { type DeliveryKey, DeliveryStore, type Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import { type Sought, Trait } from "@lumi/core/affirmations/Sought"
import * as Terms from "@lumi/core/affirmations/Terms"
import { LocalDate } from "@lumi/core/LocalDate"
import * as Page from "@lumi/core/Page"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const Key = Schema.Struct({ receiver: UserId, date: LocalDate, kind: DeliveryKind })
const KeyIn = Schema.Struct({ ...Key.fields, relationship: RelationshipId })
const MailboxOf = { relationship: RelationshipId, receiver: UserId }
const Instant = Schema.DateTimeUtcFromString

const whole = ({ date, kind = "daily", receiver }: DeliveryKey) => ({ receiver, date, kind })
const nameOf = (key: DeliveryKey) => `${key.receiver} ${placeOf(key)}`

/** One for each key, in the order asked. */
const inOrder = (keys: ReadonlyArray<DeliveryKey>, deliveries: ReadonlyArray<Delivery>) => {
  const found = new Map(deliveries.map((delivery) => [nameOf(delivery), delivery]))
  return keys.map((key) => Option.fromUndefinedOr(found.get(nameOf(key))))
}

/**
 * What a statement reads of one, with the words it is found by; by hand, as they are many at a time and what they hold has
 * been decoded before.
 */
const rowOf = (delivery: Delivery): typeof Delivery.Encoded & { readonly terms: ReadonlyArray<string> } => ({
  ...delivery,
  terms: Terms.of(delivery.text),
  chosenAt: Statements.iso(delivery.chosenAt),
  sentAt: Statements.isoOrNull(delivery.sentAt),
  lovedAt: Statements.isoOrNull(delivery.lovedAt),
  reply: Option.isSome(delivery.reply)
    ? { text: delivery.reply.value.text, at: Statements.iso(delivery.reply.value.at) }
    : null
})

/** Where a list begins when nothing was read yet. */
const latest = { date: "infinity", kind: "" }

/** What is looked for, as a `tsquery`; null when it is no words, nothing when there is none among them. */
const searched = ({ query }: Sought): string | null =>
  query === undefined ? null : Terms.wanted(query)
    .map(({ beginning, term }) => `'${term.replaceAll("'", "''")}'${beginning ? ":*" : ""}`)
    .join(" & ")

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `d.id, d.relationship_id as relationship, d.receiver, d.date, d.kind, d.affirmation_id as affirmation,
    d.author, d.text, d.reason, d.chosen_at as "chosenAt", d.sent_at as "sentAt", d.loved_at as "lovedAt",
    d.reply, d.wish`
  )

  /**
   * Writes what is not there yet, counts what it wrote, and says which they are. Rows are locked and written in one order, so
   * that of two who decide the same keys one waits for the other, and never both. Whoever ends a relationship, or removes
   * an affirmation, waits too: what they did before this is seen, and what they do after it finds it written.
   */
  const decide = Statements.all({
    Request: Schema.String,
    Result: Schema.Struct({ id: DeliveryId }),
    execute: (deliveries) =>
      sql`with asked as (
          select asked.* from jsonb_to_recordset(${deliveries}::jsonb) as asked(id uuid, relationship uuid, receiver uuid,
            date date, kind text, affirmation uuid, author uuid, text text, reason jsonb, "chosenAt" timestamptz,
            "sentAt" timestamptz, "lovedAt" timestamptz, reply jsonb, wish text, terms text[])
        ), open as (
          select id, first_user, second_user from relationship
          where id in (select relationship from asked) and state = 'active' order by id for share
        ), words as (
          select id, relationship_id from affirmation
          where id in (select affirmation from asked) order by id for no key update
        ), written as (
          insert into delivery
            (receiver, date, kind, id, relationship_id, affirmation_id, author, text, reason, chosen_at, sent_at, loved_at, reply, wish,
              terms)
          select receiver, date, kind, asked.id, relationship, affirmation, author, text, reason, "chosenAt", "sentAt", "lovedAt",
            nullif(reply, 'null'), wish, array_to_tsvector(terms)
          from asked
          join open on open.id = asked.relationship and asked.receiver in (open.first_user, open.second_user)
          join words on words.id = asked.affirmation and words.relationship_id = asked.relationship
          order by receiver, date, kind
          on conflict (receiver, date, kind) do nothing
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
    Request: Statements.many(KeyIn),
    Result: Delivery,
    execute: (keys) =>
      sql`select ${columns}
        from jsonb_to_recordset(${keys}::jsonb) as asked(relationship uuid, receiver uuid, date date, kind text)
        join relationship r on r.id = asked.relationship and r.state = 'active'
        join delivery d on d.receiver = asked.receiver and d.date = asked.date and d.kind = asked.kind
          and d.relationship_id = asked.relationship`
  })
  const onDays = Statements.all({
    Request: Statements.many(Key),
    Result: Delivery,
    execute: (keys) =>
      sql`select ${columns} from jsonb_to_recordset(${keys}::jsonb) as asked(receiver uuid, date date, kind text)
        join delivery d on d.receiver = asked.receiver and d.date = asked.date and d.kind = asked.kind`
  })
  /** Says which are marked now, by this or before; whoever ends a relationship waits for it. A mark is never written again. */
  const markSent = Statements.all({
    Request: Schema.Struct({
      keys: Statements.many(Schema.Struct({ ...KeyIn.fields, late: Reason.fields.late })),
      at: Instant
    }),
    Result: Key,
    execute: ({ at, keys }) =>
      sql`with asked as (
          select distinct * from jsonb_to_recordset(${keys}::jsonb) as asked(relationship uuid, receiver uuid, date date, kind text, late int)
        ), open as (
          select id from relationship
          where id in (select relationship from asked) and state = 'active' order by id for share
        ), marked as (
          update delivery d set sent_at = ${at}, reason = case when asked.late is null then d.reason else d.reason || jsonb_build_object('late', asked.late) end
          from asked join open on open.id = asked.relationship
          where d.receiver = asked.receiver and d.date = asked.date and d.kind = asked.kind and d.relationship_id = open.id
            and d.sent_at is null
        ) select d.receiver, d.date, d.kind from asked join open on open.id = asked.relationship join delivery d
        on d.receiver = asked.receiver and d.date = asked.date and d.kind = asked.kind and d.relationship_id = open.id`
  })
  const search = Statements.all({
    Request: Schema.Struct({
      ...MailboxOf,
      date: Schema.String,
      kind: Schema.String,
      limit: Schema.Int,
      terms: Schema.NullOr(Schema.String),
      only: Schema.NullOr(Trait)
    }),
    Result: Delivery,
    execute: ({ date, kind, limit, only, receiver, relationship, terms }) =>
      sql`select ${columns} from delivery d
        where d.receiver = ${receiver} and (d.date, d.kind) < (${date}::date, ${kind}) and d.relationship_id = ${relationship}
          and d.sent_at is not null and (${terms}::tsquery is null or d.terms @@ ${terms}::tsquery)
          and case ${only}::text
            when 'loved' then d.loved_at is not null
            when 'answered' then d.reply is not null
            when 'surprise' then d.reason->'factors' @> '[{"name": "scheduled"}]'
            else true end
        order by d.date desc, d.kind desc limit ${limit}`
  })
  const answered = Statements.all({
    Request: Schema.Struct({
      ...MailboxOf,
      of: Schema.OptionFromNullOr(AffirmationId),
      date: Schema.String,
      kind: Schema.String,
      limit: Schema.Int
    }),
    Result: Delivery,
    execute: ({ date, kind, limit, of, receiver, relationship }) =>
      sql`select ${columns} from delivery d
        where d.receiver = ${receiver} and (d.date, d.kind) < (${date}::date, ${kind}) and d.relationship_id = ${relationship}
          and (d.loved_at is not null or d.reply is not null) and d.affirmation_id = coalesce(${of}::uuid, d.affirmation_id)
        order by d.date desc, d.kind desc limit ${limit}`
  })
  const found = (mailbox: Mailbox, sought: Sought, before: Option.Option<Place>, limit: number) =>
    Effect.map(
      search({
        ...mailbox,
        ...(Option.isNone(before) ? latest : atPlace(before.value)),
        limit: limit + 1,
        terms: searched(sought),
        only: sought.only ?? null
      }),
      (rows) => Page.of<Delivery, Place>(rows, limit, placeOf)
    )
  const first = Statements.first({
    Request: Schema.Struct(MailboxOf),
    Result: Schema.Struct({ date: LocalDate }),
    execute: ({ receiver, relationship }) =>
      sql`select date from delivery where receiver = ${receiver} and relationship_id = ${relationship} and sent_at is not null
        order by receiver, date, kind limit 1`
  })
  /** Changes the parts that are said, and with them what the affirmation counts, if it is still there. */
  const respond = Statements.first({
    Request: Schema.Struct({
      ...MailboxOf,
      id: DeliveryId,
      said: Schema.Literals(["love", "reply", "wish"]),
      lovedAt: Schema.OptionFromNullOr(Instant),
      reply: Schema.OptionFromNullOr(Schema.fromJsonString(Reply)),
      wish: Schema.NullOr(Wish)
    }),
    Result: Delivery,
    execute: ({ id, lovedAt, receiver, relationship, reply, said, wish }) =>
      sql`with was as (
          select id, loved_at, reply from delivery
          where id = ${id} and receiver = ${receiver} and relationship_id = ${relationship} for no key update
        ), d as (
          update delivery d set
            loved_at = case ${said} when 'love' then ${lovedAt}::timestamptz else d.loved_at end,
            reply = case ${said} when 'reply' then ${reply}::jsonb else d.reply end,
            wish = case ${said} when 'wish' then ${wish} else d.wish end
          from was where d.id = was.id
          returning d.*, was.loved_at is not null as had_love, was.reply is not null as had_reply
        ), counted as (
          update affirmation a set
            loves = a.loves + (d.loved_at is not null)::int - d.had_love::int,
            replies = a.replies + (d.reply is not null)::int - d.had_reply::int,
            wish = case ${said} when 'wish' then d.wish else a.wish end
          from d where a.id = d.affirmation_id and a.relationship_id = d.relationship_id
        )
        select ${columns} from d`
  })
  const nothing = { lovedAt: Option.none(), reply: Option.none(), wish: null }
  const orNotFound = Effect.flatMap(Option.match({
    onNone: () => Effect.fail(new DeliveryNotFound()),
    onSome: (delivery: Delivery) => Effect.succeed(delivery)
  }))

  return DeliveryStore.of({
    decide: Effect.fn("DeliveryStore.decide")(
      function*(deliveries) {
        if (deliveries.length === 0) return []
        const written = new Set((yield* decide(JSON.stringify(deliveries.map(rowOf)))).map(({ id }) => id))
        const open = deliveries.filter(({ id }) => !written.has(id))
        const before = open.length === 0 ? [] : yield* kept(open)
        return inOrder(deliveries, [...deliveries.filter(({ id }) => written.has(id)), ...before])
      },
      Statements.as("DeliveryStore.decide")
    ),
    markSent: Effect.fn("DeliveryStore.markSent")(
      function*(keys, at) {
        const marked = yield* markSent({ keys: keys.map((key) => ({ ...key, ...whole(key) })), at })
        const names = new Set(marked.map(nameOf))
        return keys.map((key) => names.has(nameOf(key)))
      },
      Statements.as("DeliveryStore.markSent")
    ),
    onDays: Effect.fn("DeliveryStore.onDays")(
      (keys) => Effect.map(onDays(keys.map(whole)), (deliveries) => inOrder(keys, deliveries)),
      Statements.as("DeliveryStore.onDays")
    ),
    list: Effect.fn("DeliveryStore.list")(
      (mailbox, before, limit) => found(mailbox, {}, before, limit),
      Statements.as("DeliveryStore.list")
    ),
    answered: Effect.fn("DeliveryStore.answered")(
      (mailbox, of, before, limit) =>
        Effect.map(
          answered({ ...mailbox, of, ...(Option.isNone(before) ? latest : atPlace(before.value)), limit: limit + 1 }),
          (rows) => Page.of<Delivery, Place>(rows, limit, placeOf)
        ),
      Statements.as("DeliveryStore.answered")
    ),
    search: Effect.fn("DeliveryStore.search")(found, Statements.as("DeliveryStore.search")),
    first: Effect.fn("DeliveryStore.first")(
      (mailbox) => Effect.map(first(mailbox), Option.map(({ date }) => date)),
      Statements.as("DeliveryStore.first")
    ),
    love: Effect.fn("DeliveryStore.love")(
      (mailbox, id, lovedAt) => respond({ ...nothing, ...mailbox, id, said: "love", lovedAt }),
      orNotFound,
      Statements.as("DeliveryStore.love")
    ),
    reply: Effect.fn("DeliveryStore.reply")(
      (mailbox, id, reply) => respond({ ...nothing, ...mailbox, id, said: "reply", reply }),
      orNotFound,
      Statements.as("DeliveryStore.reply")
    ),
    wish: Effect.fn("DeliveryStore.wish")(
      (mailbox, id, wish) => respond({ ...nothing, ...mailbox, id, said: "wish", wish }),
      orNotFound,
      Statements.as("DeliveryStore.wish")
    )
  })
})

/** Deliveries in the table `delivery`. */
export const layer: Layer.Layer<DeliveryStore, never, SqlClient.SqlClient> = Layer.effect(DeliveryStore, make)
