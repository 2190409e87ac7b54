import { UserId } from "@lumi/core/accounts/Account"
import {
  Affirmation,
  AffirmationId,
  AffirmationNotFound,
  DateTaken,
  most,
  TooManyAffirmations
} from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore, type Shelf } from "@lumi/core/affirmations/AffirmationStore"
import { Filter, Tally } from "@lumi/core/affirmations/Filter"
import { Tags } from "@lumi/core/affirmations/Tag"
import { LocalDate } from "@lumi/core/LocalDate"
import * as Page from "@lumi/core/Page"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlError, SqlSchema } from "effect/sql"
import * as Drawable from "./affirmations/Drawable.ts"
import { coalesced } from "./Coalesced.ts"
import * as Statements from "./Statements.ts"

const ShelfOf = Schema.Struct({ relationship: RelationshipId, author: UserId })
const Place = Schema.Struct({ ...ShelfOf.fields, id: AffirmationId })

const label = ({ author, relationship }: Shelf) => `${relationship} ${author}`
const orNotFound = Effect.flatMap(Option.match({
  onNone: () => Effect.fail(new AffirmationNotFound()),
  onSome: (affirmation: Affirmation) => Effect.succeed(affirmation)
}))

/** Another surprise was faster: the one index that a date can break. */
const isTaken = (error: { readonly _tag: string }): error is SqlError.SqlError =>
  error instanceof SqlError.SqlError && error.reason._tag === "UniqueViolation"

const takenOf = (date: Option.Option<LocalDate>) => Effect.fail(new DateTaken({ date: Option.getOrThrow(date) }))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `a.id, a.relationship_id as relationship, a.author, a.receiver, a.text, a.paused, a.times_sent as "timesSent",
    a.last_sent_at as "lastSentAt", a.created_at as "createdAt", a.tags, a.scheduled_for as "scheduledFor", a.loves, a.replies, a.wish`
  )

  /** `Filter.holds` in SQL. */
  const holds = {
    "never-sent": sql.literal("a.times_sent = 0 and a.scheduled_for is null"),
    loved: sql.literal("a.loves > 0"),
    scheduled: sql.literal("a.scheduled_for is not null"),
    paused: sql.literal("a.paused")
  } satisfies Record<Filter, unknown>

  /**
   * Keeps many, of many couples. The members' rows are locked in one order and count what they keep, so that the limit
   * holds whoever writes at the same time. What comes back is what is kept: an update that changes nothing makes a row that
   * was there come back too. What does not come back was refused.
   */
  const insert = Statements.all({
    Request: Statements.many(Affirmation),
    Result: Affirmation,
    execute: (affirmations) =>
      sql`with asked as (
          select * from jsonb_to_recordset(${affirmations}::jsonb) as a(id uuid, relationship uuid, author uuid, receiver uuid,
            text text, paused boolean, "timesSent" int, "lastSentAt" timestamptz, "createdAt" timestamptz, tags jsonb,
            "scheduledFor" date, loves int, replies int, wish text)
        ), shelf as (
          select m.user_id, m.relationship_id, m.affirmations
          from relationship_member m join relationship r on r.id = m.relationship_id
          where r.state = 'active' and (m.user_id, m.relationship_id) in (select author, relationship from asked)
          order by m.user_id for no key update of m
        ), placed as (
          select asked.*, s.affirmations + row_number() over (partition by asked.author order by asked.id) as place
          from asked join shelf s on s.user_id = asked.author and s.relationship_id = asked.relationship
        ), a as (
          insert into affirmation as kept
            (id, relationship_id, author, receiver, text, paused, times_sent, last_sent_at, created_at, tags, scheduled_for,
              loves, replies, wish)
          select id, relationship, author, receiver, text, paused, "timesSent", "lastSentAt", "createdAt", tags, "scheduledFor",
            loves, replies, wish
          from placed where place <= ${most}
          on conflict (id) do update set id = excluded.id
            where kept.relationship_id = excluded.relationship_id and kept.author = excluded.author
          returning kept.*, kept.xmax = 0 as is_new
        ), counted as (
          update relationship_member m set affirmations = m.affirmations + added.n
          from (select author, count(*)::int as n from a where is_new group by author) added
          where m.user_id = added.author
        )
        select ${columns} from a`
  })
  const find = Statements.first({
    Request: Place,
    Result: Affirmation,
    execute: ({ author, id, relationship }) =>
      sql`select ${columns} from affirmation a
        where a.id = ${id} and a.relationship_id = ${relationship} and a.author = ${author}`
  })
  const isFull = Statements.first({
    Request: ShelfOf,
    Result: Schema.Struct({ full: Schema.Boolean }),
    execute: ({ author, relationship }) =>
      sql`select m.affirmations >= ${most} as full
        from relationship_member m join relationship r on r.id = m.relationship_id
        where m.user_id = ${author} and m.relationship_id = ${relationship} and r.state = 'active'`
  })
  const list = Statements.all({
    Request: Schema.Struct({
      ...ShelfOf.fields,
      after: Schema.String,
      limit: Schema.Int,
      filter: Schema.UndefinedOr(Filter)
    }),
    Result: Affirmation,
    execute: ({ after, author, filter, limit, relationship }) =>
      sql`select ${columns} from affirmation a
        where a.relationship_id = ${relationship} and a.author = ${author} and a.id < ${after}::uuid
          and ${filter === undefined ? sql.literal("true") : holds[filter]}
        order by a.id desc limit ${limit}`
  })
  const tally = Statements.all({
    Request: ShelfOf,
    Result: Tally,
    execute: ({ author, relationship }) =>
      sql`select count(*)::int as "all",
          count(*) filter (where ${holds["never-sent"]})::int as "never-sent",
          count(*) filter (where ${holds.loved})::int as loved,
          count(*) filter (where ${holds.scheduled})::int as scheduled,
          count(*) filter (where ${holds.paused})::int as paused
        from affirmation a where a.relationship_id = ${relationship} and a.author = ${author}`
  })
  const edit = Statements.first({
    Request: Schema.Struct({
      ...Place.fields,
      text: Schema.NullOr(Schema.String),
      paused: Schema.NullOr(Schema.Boolean),
      tags: Schema.NullOr(Schema.fromJsonString(Tags))
    }),
    Result: Affirmation,
    execute: (to) =>
      sql`update affirmation a set text = coalesce(${to.text}, a.text), paused = coalesce(${to.paused}, a.paused),
          tags = coalesce(${to.tags}::jsonb, a.tags)
        where a.id = ${to.id} and a.relationship_id = ${to.relationship} and a.author = ${to.author} returning ${columns}`
  })
  const schedule = Statements.first({
    Request: Schema.Struct({ ...Place.fields, date: Schema.OptionFromNullOr(LocalDate) }),
    Result: Affirmation,
    execute: (to) =>
      sql`update affirmation a set scheduled_for = ${to.date}::date
        where a.id = ${to.id} and a.relationship_id = ${to.relationship} and a.author = ${to.author} returning ${columns}`
  })
  const remove = Statements.all({
    Request: Place,
    Result: Schema.Unknown,
    execute: ({ author, id, relationship }) =>
      sql`with gone as (
          delete from affirmation where id = ${id} and relationship_id = ${relationship} and author = ${author}
          returning author
        )
        update relationship_member m set affirmations = m.affirmations - 1 from gone where m.user_id = gone.author`
  })
  // the lateral join reads each shelf in the order of its index: nothing is sorted
  const pools = SqlSchema.findAll({
    Request: Statements.many(ShelfOf),
    Result: Drawable.Row,
    execute: (shelves) =>
      sql<Record<string, unknown>>`select a.*
        from (select distinct relationship, author from jsonb_to_recordset(${shelves}::jsonb) as s(relationship uuid, author uuid)) s
        cross join lateral (
          select ${columns} from affirmation a
          where a.relationship_id = s.relationship and a.author = s.author and not a.paused order by a.id
        ) a`
  })
  const sizes = Statements.all({
    Request: Statements.many(ShelfOf),
    Result: Schema.Struct({ ...ShelfOf.fields, size: Schema.Int }),
    execute: (shelves) =>
      sql`select a.relationship_id as relationship, a.author, count(*)::int as size
        from (select distinct relationship, author from jsonb_to_recordset(${shelves}::jsonb) as s(relationship uuid, author uuid)) s
        join affirmation a on a.relationship_id = s.relationship and a.author = s.author
        where not a.paused and a.scheduled_for is null group by 1, 2`
  })

  /** One alone, and why when it was refused. */
  const addOne = Effect.fnUntraced(function*(affirmation: Affirmation) {
    const [kept = Option.getOrUndefined(yield* find(affirmation))] = yield* insert([affirmation]).pipe(
      Effect.catchIf(isTaken, () => takenOf(affirmation.scheduledFor))
    )
    if (kept !== undefined) return kept
    const shelf = yield* isFull(affirmation)
    if (Option.isSome(shelf) && shelf.value.full) return yield* new TooManyAffirmations({ most })
    return yield* new AffirmationNotFound()
  }, Statements.as("AffirmationStore.add"))

  const addMany = Effect.fnUntraced(function*(affirmations: ReadonlyArray<Affirmation>) {
    const kept = new Map((yield* insert(affirmations)).map((affirmation) => [affirmation.id, affirmation]))
    return affirmations.map(({ id, ...shelf }) => {
      const found = kept.get(id)
      return found !== undefined && label(found) === label(shelf) ? found : undefined
    })
  })

  return AffirmationStore.of({
    add: coalesced("AffirmationStore.add", { key: ({ id }: Affirmation) => id, many: addMany, one: addOne }),
    find: Effect.fn("AffirmationStore.find")(
      (shelf, id) => find({ ...shelf, id }),
      orNotFound,
      Statements.as("AffirmationStore.find")
    ),
    list: Effect.fn("AffirmationStore.list")(
      (shelf, after, limit, filter) =>
        Effect.map(
          list({ ...shelf, after: Option.getOrElse(after, () => Statements.highest), limit: limit + 1, filter }),
          (rows) => Page.of(rows, limit, ({ id }) => id)
        ),
      Statements.as("AffirmationStore.list")
    ),
    tally: Effect.fn("AffirmationStore.tally")(
      (shelf) => Effect.map(tally(shelf), ([counted]) => counted!),
      Statements.as("AffirmationStore.tally")
    ),
    edit: Effect.fn("AffirmationStore.edit")(
      (shelf, id, { paused = null, tags = null, text = null }) => edit({ ...shelf, id, text, paused, tags }),
      orNotFound,
      Statements.as("AffirmationStore.edit")
    ),
    schedule: Effect.fn("AffirmationStore.schedule")(
      (shelf, id, date) =>
        schedule({ ...shelf, id, date }).pipe(
          orNotFound,
          Effect.catchIf(isTaken, () => takenOf(date))
        ),
      Statements.as("AffirmationStore.schedule")
    ),
    remove: Effect.fn("AffirmationStore.remove")(
      (shelf, id) => remove({ ...shelf, id }),
      Effect.asVoid,
      Statements.as("AffirmationStore.remove")
    ),
    pools: Effect.fn("AffirmationStore.pools")(
      function*(shelves) {
        const found = Map.groupBy((yield* pools(shelves)).map(Drawable.affirmation), label)
        return shelves.map((shelf) => found.get(label(shelf)) ?? [])
      },
      Statements.as("AffirmationStore.pools")
    ),
    poolSizes: Effect.fn("AffirmationStore.poolSizes")(
      function*(shelves) {
        const found = new Map((yield* sizes(shelves)).map((shelf) => [label(shelf), shelf.size]))
        return shelves.map((shelf) => found.get(label(shelf)) ?? 0)
      },
      Statements.as("AffirmationStore.poolSizes")
    )
  })
})

/** Affirmations in the table `affirmation`. */
export const layer: Layer.Layer<AffirmationStore, never, SqlClient.SqlClient> = Layer.effect(AffirmationStore, make)
