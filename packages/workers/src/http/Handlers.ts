import { Layer } from "effect"
import { affirmations } from "./handlers/affirmations.ts"
import { audit } from "./handlers/audit.ts"
import { deliveries } from "./handlers/deliveries.ts"
import { drafts } from "./handlers/drafts.ts"
import { extras } from "./handlers/extras.ts"
import { invites } from "./handlers/invites.ts"
import { me } from "./handlers/me.ts"
import { notifications } from "./handlers/notifications.ts"
import { push } from "./handlers/push.ts"
import { realtime } from "./handlers/realtime.ts"
import * as Membership from "./Membership.ts"
import * as Session from "./Session.ts"

/** Every group of the API, behind its doors. */
export const layer = Layer.mergeAll(
  affirmations,
  audit,
  deliveries,
  drafts,
  extras,
  invites,
  me,
  notifications,
  push,
  realtime
).pipe(
  Layer.provide([Session.layer, Membership.layer])
)
