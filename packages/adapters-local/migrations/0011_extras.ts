import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Besides its daily affirmation a date may bring one that the partner sends by hand. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table delivery
    add column kind text collate "C" not null default 'daily',
    drop constraint delivery_pkey,
    add primary key (receiver, date, kind)`
})
