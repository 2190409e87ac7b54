import { HttpApi, OpenApi } from "effect/http-api"
import { AffirmationsApi } from "./Affirmations.ts"
import { AuditApi } from "./Audit.ts"
import { DeliveriesApi } from "./Deliveries.ts"
import { DraftsApi } from "./Drafts.ts"
import { ExtrasApi } from "./Extras.ts"
import { InvitesApi } from "./Invites.ts"
import { MeApi } from "./Me.ts"
import { NotificationsApi } from "./Notifications.ts"
import { PushApi } from "./Push.ts"
import { RealtimeApi } from "./Realtime.ts"

/** Lumi's HTTP API as data: the server answers it, the web app is typed by it, the matrices of the tests are made from it. */
export class Api extends HttpApi.make("lumi")
  .add(MeApi)
  .add(InvitesApi)
  .add(AffirmationsApi)
  .add(DeliveriesApi)
  .add(DraftsApi)
  .add(ExtrasApi)
  .add(AuditApi)
  .add(NotificationsApi)
  .add(PushApi)
  .add(RealtimeApi)
  .annotateMerge(OpenApi.annotations({ title: "Lumi", description: "A private space for two partners." }))
{}
