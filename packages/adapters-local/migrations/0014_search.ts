import * as Terms from "@lumi/core/affirmations/Terms"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

const batch = 1000

/**
 * The words that deliveries are found by, in the form of every family. They have no index: one receiver's deliveries are few
 * and are read in their own order by the primary key, and an index of everybody's words would cost more at every delivery
 * than it could ever save.
 */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table delivery add column terms tsvector not null default ''`
  let after = "00000000-0000-0000-0000-000000000000"
  let rows: ReadonlyArray<{ readonly id: string; readonly text: string }>
  do {
    rows = yield* sql<{ readonly id: string; readonly text: string }>`select id, text from delivery
      where id > ${after} order by id limit ${batch}`
    const words = JSON.stringify(rows.map(({ id, text }) => ({ id, terms: Terms.of(text) })))
    yield* sql`update delivery d set terms = array_to_tsvector(w.terms)
      from jsonb_to_recordset(${words}::jsonb) as w(id uuid, terms text[]) where d.id = w.id`
    after = rows.at(-1)?.id ?? after
  } while (rows.length === batch)
})
