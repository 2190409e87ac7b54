import { Layer } from "effect"
import * as Crypto from "../../src/Crypto.ts"
import type { Ports } from "../../src/Ports.ts"
import { Tickets } from "../../src/realtime/Tickets.ts"
import * as AccountStore from "./AccountStore.ts"
import * as AffirmationSchedule from "./AffirmationSchedule.ts"
import * as AffirmationStore from "./AffirmationStore.ts"
import * as AuditStore from "./AuditStore.ts"
import * as AuthStore from "./AuthStore.ts"
import * as ChangeFeed from "./ChangeFeed.ts"
import * as DayStore from "./DayStore.ts"
import * as DeliveryStore from "./DeliveryStore.ts"
import * as DraftStore from "./DraftStore.ts"
import * as ExtraStore from "./ExtraStore.ts"
import * as InviteStore from "./InviteStore.ts"
import * as JobQueue from "./JobQueue.ts"
import * as NotificationStore from "./NotificationStore.ts"
import * as PushSubscriptionStore from "./PushSubscriptionStore.ts"
import * as RateLimit from "./RateLimit.ts"
import * as Realtime from "./Realtime.ts"
import * as RelationshipStore from "./RelationshipStore.ts"
import * as Secrets from "./Secrets.ts"
import { Tables } from "./Tables.ts"

const stores = Layer.mergeAll(
  AuthStore.layer,
  AccountStore.layer,
  RelationshipStore.layer,
  InviteStore.layer,
  AffirmationStore.layer,
  AffirmationSchedule.layer,
  DeliveryStore.layer,
  DayStore.layer,
  DraftStore.layer,
  ExtraStore.layer,
  NotificationStore.layer,
  PushSubscriptionStore.layer,
  AuditStore.layer,
  JobQueue.layer,
  ChangeFeed.layer
).pipe(Layer.provideMerge(Tables.layer))

const family = Layer.mergeAll(stores, RateLimit.layer, Realtime.layer.pipe(Layer.provide(Tickets.layer))).pipe(
  Layer.provideMerge(Secrets.layer),
  Layer.provideMerge(Crypto.layer)
)

/** A whole backend in memory: every port, on the clock of the test, gone with its layer. */
export const layer: Layer.Layer<Ports | Layer.Success<typeof family>> = family
