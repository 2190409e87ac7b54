import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/**
 * Leaves the index by slot as the only one that has receivers in order. While the primary key had them too, a page of those
 * who are due could be read by walking past everybody who is not: the planner knows how many have a slot on average, and
 * nothing of one that nobody has.
 */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table receiver_slot drop constraint receiver_slot_pkey, add primary key (starts, receiver)`
  // slots of one receiver are asked for by equality alone
  yield* sql`create index receiver_slot_of on receiver_slot using hash (receiver)`
})
