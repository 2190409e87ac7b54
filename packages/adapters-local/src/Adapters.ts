import type { PgClient } from "@effect/sql-pg"
import type { Ports } from "@lumi/core/Ports"
import { Layer } from "effect"
import type { SqlClient } from "effect/sql"
import * as RateLimit from "./RateLimit.ts"
import * as Realtime from "./Realtime.ts"
import * as Spread from "./realtime/Spread.ts"
import * as Secrets from "./Secrets.ts"
import * as Stores from "./Stores.ts"

/** With what other processes tell of tickets. */
const realtime = Realtime.layer.pipe(Layer.provide(Spread.layer))

const family = Layer.mergeAll(Stores.layer, realtime, RateLimit.layer).pipe(Layer.provideMerge(Secrets.layer))

/**
 * The local family: all ports on one database, which is given from outside. So it is the same on the embedded server, on
 * that of `DATABASE_URL`, beside a running Lumi and in tests.
 */
export const layer: Layer.Layer<
  Ports | Layer.Success<typeof family>,
  Layer.Error<typeof family>,
  SqlClient.SqlClient | PgClient.PgClient
> = family
