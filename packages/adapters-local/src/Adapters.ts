import type { PgClient } from "@effect/sql-pg"
import type { Ports } from "@lumi/core/Ports"
import { Layer } from "effect"
import type { SqlClient } from "effect/sql"
import * as AccountStore from "./AccountStore.ts"
import * as AffirmationSchedule from "./AffirmationSchedule.ts"
import * as AffirmationStore from "./AffirmationStore.ts"
import * as AuthStore from "./AuthStore.ts"
import * as DeliveryStore from "./DeliveryStore.ts"
import * as InviteStore from "./InviteStore.ts"
import * as JobQueue from "./JobQueue.ts"
import * as NotificationStore from "./NotificationStore.ts"
import * as RateLimit from "./RateLimit.ts"
import * as Realtime from "./Realtime.ts"
import * as RelationshipStore from "./RelationshipStore.ts"
import * as Secrets from "./Secrets.ts"

/** Every port that keeps something in the database. */
export const stores = Layer.mergeAll(
  AuthStore.layer,
  AccountStore.layer,
  RelationshipStore.layer,
  InviteStore.layer,
  AffirmationStore.layer,
  AffirmationSchedule.layer,
  DeliveryStore.layer,
  NotificationStore.layer,
  JobQueue.layer
)

const family = Layer.mergeAll(stores, Realtime.layer, RateLimit.layer).pipe(Layer.provideMerge(Secrets.layer))

/**
 * The local family: all ports on one database, which is given from outside. So it is the same on the embedded server, on
 * that of `DATABASE_URL`, beside a running Lumi and in tests.
 */
export const layer: Layer.Layer<
  Ports | Layer.Success<typeof family>,
  Layer.Error<typeof family>,
  SqlClient.SqlClient | PgClient.PgClient
> = family
