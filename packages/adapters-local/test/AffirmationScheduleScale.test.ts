import { assert, layer as withLayer } from "@effect/vitest"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import * as Due from "@lumi/core/affirmations/Due"
import { Zone } from "@lumi/core/Zone"
import { DateTime, Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { layer } from "../src/AffirmationSchedule.ts"
import { testDatabase } from "../testing/Database.ts"

/** 08:00 in Berlin. */
const hour = DateTime.makeUnsafe("2026-11-25T07:00:00Z")
const due = 500

/** So many schedules of which the same number is due: the others have another hour of that zone, or that hour elsewhere. */
const populate = Effect.fnUntraced(function*(total: number) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`truncate relationship, receiver_slot cascade`
  const id = sql.literal("('019845e1-0000-7b02-a706-' || lpad(n::text, 12, '0'))::uuid")
  yield* sql`insert into relationship (id, first_user, second_user, state, epoch, since, created_at)
    select ${id}, ${id}, ${id}, 'active', 1, '2024-05-01', now() from generate_series(1, ${total}) n`
  // the due are spread among the others, as they are in life
  yield* sql`insert into receiver_slot (receiver, starts, relationship_id, zone, "time")
    select ${id}, '2026-01-01', ${id},
      case when n % (${total} / ${due}) = 0 or n % 2 = 0 then 'Europe/Berlin' else 'America/New_York' end,
      case when n % (${total} / ${due}) = 0 or n % 2 = 1 then '08:00' else '20:00' end
    from generate_series(1, ${total}) n`
  // as the server does by itself after so many changes
  yield* sql.unsafe("vacuum analyze relationship")
  yield* sql.unsafe("vacuum analyze receiver_slot")
})

/** Rows and entries of indexes that the statements of this transaction read. */
const rowsRead = SqlClient.SqlClient.use((sql) =>
  Effect.map(
    sql<
      { n: number }
    >`select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid))::int as n
      from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = 'public' and c.relkind in ('r', 'i')`,
    ([row]) => row!.n
  )
)

/** What finding everybody who is due reads, page by page, by the statements that a tick and its workers run. */
const finding = Effect.gen(function*() {
  const schedule = yield* AffirmationSchedule
  const sql = yield* SqlClient.SqlClient
  return yield* Effect.gen(function*() {
    const slots = Due.slots(
      [Zone.make("Europe/Berlin"), Zone.make("Asia/Tokyo")],
      DateTime.subtract(hour, { minutes: 1 }),
      hour
    )
    let found = 0
    for (const part of yield* schedule.parts(slots)) {
      let after = Option.none<string>()
      do {
        const page = yield* schedule.due(part, after, 200)
        found += page.items.length
        after = page.next
      } while (Option.isSome(after))
    }
    return { found, read: yield* rowsRead }
  }).pipe(sql.withTransaction)
})

withLayer(layer.pipe(Layer.provideMerge(testDatabase)), { excludeTestServices: true, timeout: "4 minutes" })(
  "Finding who is due, on Postgres",
  (it) => {
    it.effect("reads no more among forty thousand schedules than among eight thousand, when as many are due", () =>
      Effect.gen(function*() {
        const costs: Array<number> = []
        for (const total of [8000, 40_000]) {
          yield* populate(total)
          const { found, read } = yield* finding
          assert.strictEqual(found, due)
          costs.push(read)
        }
        process.stdout.write(`to find ${due} who are due among 8,000 and 40,000: ${costs.join(" and ")} rows read\n`)
        const [few = 0, many = 0] = costs
        // a small table may be read whole, which costs little; of a large one it is the entry of the index and the
        // relationship of each who is due, and at the end of a page one more
        assert.isAtMost(many, 5 * due)
        assert.isAtMost(many, 1.2 * few)
      }))
  }
)
