import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** The items of `AuthStore`: keyed by partition and sort key, written on conditions over `ver`. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table auth_item (
    pk text collate "C" not null,
    sk text collate "C" not null,
    ver int not null,
    v jsonb not null,
    ttl bigint,
    primary key (pk, sk)
  )`
  // what has run out is found by its time, in seconds
  yield* sql`create index auth_item_ttl on auth_item (ttl) where ttl is not null`
})
