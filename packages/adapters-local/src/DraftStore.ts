import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { Draft, DraftNotFound, most, TooManyDrafts } from "@lumi/core/affirmations/Draft"
import { DraftStore } from "@lumi/core/affirmations/DraftStore"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const Place = Schema.Struct({ author: UserId, id: AffirmationId })

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(`d.id, d.author, d.text, d.created_at as "createdAt"`)

  /** Two who add to one author's drafts come one after the other, so that the limit holds. */
  const lock = (author: UserId) => sql`select pg_advisory_xact_lock(hashtextextended(${`drafts of ${author}`}, 0))`
  const insert = Statements.all({
    Request: Draft,
    Result: Schema.Unknown,
    execute: ({ author, createdAt, id, text }) =>
      sql`insert into draft (id, author, text, created_at)
        select ${id}::uuid, ${author}::uuid, ${text}::text, ${createdAt}::timestamptz
        where (select count(*) from draft where author = ${author}) < ${most}
        on conflict (id) do nothing`
  })
  const find = Statements.first({
    Request: AffirmationId,
    Result: Draft,
    execute: (id) => sql`select ${columns} from draft d where d.id = ${id}`
  })
  const edit = Statements.first({
    Request: Schema.Struct({ ...Place.fields, text: Schema.String }),
    Result: Draft,
    execute: ({ author, id, text }) =>
      sql`update draft d set text = ${text} where d.id = ${id} and d.author = ${author} returning ${columns}`
  })
  const list = Statements.all({
    Request: UserId,
    Result: Draft,
    execute: (author) => sql`select ${columns} from draft d where d.author = ${author} order by d.id`
  })
  const remove = Statements.all({
    Request: Place,
    Result: Schema.Unknown,
    execute: ({ author, id }) => sql`delete from draft where id = ${id} and author = ${author}`
  })

  const add = Effect.fnUntraced(function*(draft: Draft) {
    yield* lock(draft.author)
    yield* insert(draft)
    const kept = yield* find(draft.id)
    if (Option.isNone(kept)) return yield* new TooManyDrafts({ most })
    if (kept.value.author !== draft.author) return yield* new DraftNotFound()
    return kept.value
  })

  return DraftStore.of({
    add: Effect.fn("DraftStore.add")(add, sql.withTransaction, Statements.as("DraftStore.add")),
    edit: Effect.fn("DraftStore.edit")(
      (author, id, text) => edit({ author, id, text }),
      Effect.flatMap(Option.match({
        onNone: () => Effect.fail(new DraftNotFound()),
        onSome: (draft) => Effect.succeed(draft)
      })),
      Statements.as("DraftStore.edit")
    ),
    list: Effect.fn("DraftStore.list")((author) => list(author), Statements.as("DraftStore.list")),
    remove: Effect.fn("DraftStore.remove")(
      (author, id) => remove({ author, id }),
      Effect.asVoid,
      Statements.as("DraftStore.remove")
    )
  })
})

/** Drafts in the table `draft`. */
export const layer: Layer.Layer<DraftStore, never, SqlClient.SqlClient> = Layer.effect(DraftStore, make)
