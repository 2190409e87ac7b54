import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Wish } from "../affirmations/Affirmation.ts"
import { Known } from "../affirmations/DayStore.ts"
import { Delivery, DeliveryId, DeliveryNotFound, Reply } from "../affirmations/Delivery.ts"
import { Query, Trait } from "../affirmations/Sought.ts"
import { LocalDate } from "../LocalDate.ts"
import { Cursor } from "../Page.ts"
import { Invalid, TooManyRequests, Unavailable } from "./Errors.ts"
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
    // what came before a date, or most lately, with what is known of the days of this part of the list
    HttpApiEndpoint.get("list", "/", {
      query: { after: Schema.optionalKey(Cursor), before: Schema.optionalKey(LocalDate) },
      success: Schema.Struct({ items: Schema.Array(Received), days: Schema.Array(Known), next: Schema.NullOr(Cursor) }),
      error: [Invalid, Unavailable]
    }),
    // words are looked for in a body: addresses are written down in too many places
    HttpApiEndpoint.post("search", "/search", {
      payload: Schema.Struct({
        query: Schema.optionalKey(Query),
        only: Schema.optionalKey(Trait),
        before: Schema.optionalKey(LocalDate),
        after: Schema.optionalKey(Cursor)
      }),
      success: Schema.Struct({
        items: Schema.Array(Received),
        next: Schema.NullOr(Cursor),
        /** down to which date was looked, when there is more to look through; a page may find nothing and still go on */
        reached: Schema.NullOr(LocalDate)
      }),
      error: [Invalid, TooManyRequests, Unavailable]
    }),
    // the date of the first one there is
    HttpApiEndpoint.get("first", "/first", {
      success: Schema.Struct({ date: Schema.NullOr(LocalDate) }),
      error: Unavailable
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
