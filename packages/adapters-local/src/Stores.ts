import { Layer } from "effect"
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
import * as RelationshipStore from "./RelationshipStore.ts"

/** Every port that keeps something in the database, and the feed of what changes in it. */
export const layer = Layer.mergeAll(
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
)
