import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Records of what was taken back before anybody read them: kept, so that nobody is told of the same twice. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table notification add column withdrawn boolean not null default false`
})
