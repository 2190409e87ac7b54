import type { AccountStore } from "./accounts/AccountStore.ts"
import type { AuthStore } from "./accounts/AuthStore.ts"
import type { AffirmationSchedule } from "./affirmations/AffirmationSchedule.ts"
import type { AffirmationStore } from "./affirmations/AffirmationStore.ts"
import type { DayStore } from "./affirmations/DayStore.ts"
import type { DeliveryStore } from "./affirmations/DeliveryStore.ts"
import type { DraftStore } from "./affirmations/DraftStore.ts"
import type { ExtraStore } from "./affirmations/ExtraStore.ts"
import type { AuditStore } from "./audit/AuditStore.ts"
import type { ChangeFeed } from "./changes/ChangeFeed.ts"
import type { NotificationStore } from "./notifications/NotificationStore.ts"
import type { PushSubscriptionStore } from "./push/PushSubscriptionStore.ts"
import type { JobQueue } from "./queue/JobQueue.ts"
import type { RateLimit } from "./RateLimit.ts"
import type { Realtime } from "./realtime/Realtime.ts"
import type { Reports } from "./realtime/Reports.ts"
import type { InviteStore } from "./relationships/InviteStore.ts"
import type { RelationshipStore } from "./relationships/RelationshipStore.ts"
import type { Secrets } from "./Secrets.ts"

/** What a backend owes us: every family's `Adapters.layer` provides all of these. */
export type Ports =
  | Secrets
  | AuthStore
  | AccountStore
  | RelationshipStore
  | InviteStore
  | AffirmationStore
  | AffirmationSchedule
  | DeliveryStore
  | DayStore
  | DraftStore
  | ExtraStore
  | NotificationStore
  | PushSubscriptionStore
  | AuditStore
  | JobQueue
  | Realtime
  | RateLimit

/** What tells us of things, run in our own processes by a family that keeps some; on AWS the cloud calls instead. */
export type Feeds = Reports | ChangeFeed
