import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Wish } from "../affirmations/Affirmation.ts"
import { Missed } from "../affirmations/DayStore.ts"
import { Delivery, DeliveryId, DeliveryNotFound, Reply } from "../affirmations/Delivery.ts"
import { LocalDate } from "../LocalDate.ts"
import { Cursor } from "../Page.ts"
import { Invalid, Unavailable } from "./Errors.ts"
import { Partner } from "./Me.ts"
import { Membership, Session } from "./Session.ts"

/** What I received, and why it was this one. */
export const Received = Delivery.mapFields((
  { id, date, kind, text, author, reason, chosenAt, lovedAt, reply, wish }
) => ({
  id,
  date,
  kind,
  text,
  author,
  reason,
  chosenAt,
  lovedAt,
  reply,
  wish
}))

/** The first page somebody opens in the morning. */
export const Home = Schema.Struct({
  date: LocalDate,
  today: Schema.NullOr(Received),
  /** what my partner sent by hand today, besides */
  extra: Schema.NullOr(Received),
  /** why there is none for today: my hour has not come, or my partner's words have run out */
  missing: Schema.NullOr(Schema.Literals(["early", "empty", "soon"])),
  /** when the next one comes */
  nextAt: Schema.DateTimeUtcFromString,
  partner: Partner,
  daysTogether: Schema.Int,
  /** how many texts my partner can still be sent: what I wrote and did not pause */
  written: Schema.Int
})

/** What my partner's words became for me. */
export class DeliveriesApi extends HttpApiGroup.make("deliveries")
  .add(
    HttpApiEndpoint.get("home", "/home", { success: Home, error: Unavailable }),
    HttpApiEndpoint.get("list", "/", {
      query: { after: Schema.optionalKey(Cursor) },
      success: Schema.Struct({ items: Schema.Array(Received), next: Schema.NullOr(Cursor) }),
      error: [Invalid, Unavailable]
    }),
    // the dates of up to a year that brought nothing, the latest first; of the last thirty days when nothing is asked
    HttpApiEndpoint.get("missed", "/missed", {
      query: { from: Schema.optionalKey(LocalDate), to: Schema.optionalKey(LocalDate) },
      success: Schema.Struct({ items: Schema.Array(Missed) }),
      error: [Invalid, Unavailable]
    }),
    HttpApiEndpoint.put("hardDay", "/hard-day", {
      payload: Schema.Struct({ day: Schema.Literals(["today", "tomorrow"]), hard: Schema.Boolean }),
      success: Schema.Struct({ date: LocalDate, hard: Schema.Boolean }),
      error: Unavailable
    }),
    HttpApiEndpoint.put("love", "/:id/love", {
      params: { id: DeliveryId },
      payload: Schema.Struct({ loved: Schema.Boolean }),
      success: Received,
      error: [DeliveryNotFound, Unavailable]
    }),
    // what I answer, in place of what I answered before; null takes it back
    HttpApiEndpoint.put("reply", "/:id/reply", {
      params: { id: DeliveryId },
      payload: Schema.Struct({ text: Schema.NullOr(Reply.fields.text) }),
      success: Received,
      error: [DeliveryNotFound, Unavailable]
    }),
    // more of this, or less; null is neither
    HttpApiEndpoint.put("wish", "/:id/wish", {
      params: { id: DeliveryId },
      payload: Schema.Struct({ wish: Schema.NullOr(Wish) }),
      success: Received,
      error: [DeliveryNotFound, Unavailable]
    })
  )
  .middleware(Membership)
  .middleware(Session)
  .prefix("/api/deliveries")
{}
