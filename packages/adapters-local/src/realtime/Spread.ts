import { PgClient } from "@effect/sql-pg"
import { UserId } from "@lumi/core/accounts/Account"
import { Epoch, RelationshipId } from "@lumi/core/relationships/Relationship"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, Deferred, Effect, Layer, Option, Queue, Schedule, Schema, type Scope } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "../Statements.ts"

/** What became of a user's tickets: void below a membership, or all of them that were signed until an instant. */
const News = Schema.Struct({
  user: UserId,
  membership: Schema.NullOr(Schema.Struct({ relationship: RelationshipId, epoch: Epoch })),
  at: Schema.DateTimeUtcFromString
})
export type News = typeof News.Type

/**
 * Between the processes of an instance, each of which rules on its own pages from memory. Alone unless the layer says
 * otherwise: then nobody is there to be told.
 */
export const Spread = Context.Reference<{
  readonly tell: (news: News) => Effect.Effect<void, StoreUnavailable>
  /** Applies what any process tells, and before it is through all that still matters of what was told before. */
  readonly hear: (apply: (news: News) => Effect.Effect<void>) => Effect.Effect<void, never, Scope.Scope>
}>("@lumi/adapters-local/realtime/Spread", {
  defaultValue: () => ({ tell: () => Effect.void, hear: () => Effect.void })
})

const channel = "lumi_floor"
const encode = Schema.encodeEffect(Schema.fromJsonString(News))
const decode = Schema.decodeUnknownOption(News)
const decodeText = Schema.decodeUnknownOption(Schema.fromJsonString(News))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const pg = yield* PgClient.PgClient

  // what another version of Lumi tells may not be understood
  const applyAll = (all: ReadonlyArray<Option.Option<News>>, apply: (news: News) => Effect.Effect<void>) =>
    Effect.forEach(all.flatMap(Option.toArray), apply, { discard: true })

  const listen = (apply: (news: News) => Effect.Effect<void>, current: Deferred.Deferred<void>) =>
    Effect.scoped(Effect.gen(function*() {
      const told = yield* pg.listen(channel)
      const before = yield* sql<{ news: unknown }>`select news from ticket_floor
        where told_at > clock_timestamp() - interval '10 minutes' order by id`
      yield* applyAll(before.map(({ news }) => decode(news)), apply)
      yield* Deferred.succeed(current, undefined)
      return yield* Effect.forever(
        Effect.flatMap(Queue.takeAll(told), (all) => applyAll(all.map(({ payload }) => decodeText(payload)), apply))
      )
    })).pipe(
      Effect.tapError((error) =>
        Effect.logWarning("what others tell of tickets is heard once the database answers again", error.message)
      ),
      Effect.retry(Schedule.spaced("1 second"))
    )

  return {
    tell: Effect.fn("Realtime.tell")(
      function*(news: News) {
        const text = yield* encode(news)
        // twice as long as a ticket lives
        yield* sql`with forgotten as (delete from ticket_floor where told_at < clock_timestamp() - interval '10 minutes'),
          kept as (insert into ticket_floor (news) values (${text}::jsonb))
          select pg_notify(${channel}, ${text})`
      },
      Statements.as("Realtime.tell")
    ),
    hear: Effect.fnUntraced(function*(apply: (news: News) => Effect.Effect<void>) {
      const current = yield* Deferred.make<void>()
      yield* Effect.forkScoped(listen(apply, current))
      yield* Deferred.await(current)
    })
  }
})

/** Told over the database, and kept there for as long as it matters: whoever starts or was cut off hears of it too. */
export const layer = Layer.effect(Spread, make)
