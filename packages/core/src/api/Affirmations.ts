import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import {
  Affirmation,
  AffirmationId,
  AffirmationNotFound,
  DateOver,
  DateTaken,
  TooManyAffirmations,
  Words
} from "../affirmations/Affirmation.ts"
import { Delivery, Factor } from "../affirmations/Delivery.ts"
import { Filter, Tally } from "../affirmations/Filter.ts"
import { Health } from "../affirmations/Health.ts"
import { Tags } from "../affirmations/Tag.ts"
import { LocalDate } from "../LocalDate.ts"
import { Cursor } from "../Page.ts"
import { Invalid, Unavailable } from "./Errors.ts"
import { Membership, Session } from "./Session.ts"

/** What I wrote, and what has become of it. */
export const MyAffirmation = Affirmation.mapFields((
  { id, text, paused, timesSent, lastSentAt, createdAt, tags, scheduledFor, loves, replies, wish }
) => ({
  id,
  text,
  paused,
  timesSent,
  lastSentAt,
  createdAt,
  tags,
  scheduledFor,
  loves,
  replies,
  wish
}))

/** What my partner said of one of my texts that came to them on a date. */
export const Answered = Delivery.mapFields(({ id, affirmation, date, lovedAt, reply }) => ({
  id,
  affirmation,
  date,
  lovedAt,
  reply
}))

/** How likely each of my texts is to be the next that comes. */
export const Outlook = Schema.Struct({
  date: LocalDate,
  at: Schema.DateTimeUtcFromString,
  /** the likeliest first, and no more than a hundred */
  items: Schema.Array(Schema.Struct({
    id: AffirmationId,
    probability: Schema.Finite,
    weight: Schema.Finite,
    factors: Schema.Array(Factor)
  })),
  health: Health,
  /** how many I wrote: all, and those a list can be narrowed to */
  counts: Tally
})

/** The texts I wrote for my partner. */
export class AffirmationsApi extends HttpApiGroup.make("affirmations")
  .add(
    // the newest first; of some only, a page may be short, or empty, and still go on
    HttpApiEndpoint.get("list", "/", {
      query: { only: Schema.optionalKey(Filter), after: Schema.optionalKey(Cursor) },
      success: Schema.Struct({ items: Schema.Array(MyAffirmation), next: Schema.NullOr(Cursor) }),
      error: [Invalid, Unavailable]
    }),
    // hearts and replies, the latest day first, of one text where it is named; a page may be short, or empty, and still go on
    HttpApiEndpoint.get("answers", "/answers", {
      query: { of: Schema.optionalKey(AffirmationId), after: Schema.optionalKey(Cursor) },
      success: Schema.Struct({ items: Schema.Array(Answered), next: Schema.NullOr(Cursor) }),
      error: [Invalid, Unavailable]
    }),
    HttpApiEndpoint.get("outlook", "/outlook", { success: Outlook, error: Unavailable }),
    // with a date it is a surprise from the first
    HttpApiEndpoint.post("write", "/", {
      payload: Schema.Struct({
        id: AffirmationId,
        text: Words,
        tags: Schema.optionalKey(Tags),
        date: Schema.optionalKey(LocalDate)
      }),
      success: MyAffirmation,
      error: [AffirmationNotFound, TooManyAffirmations, DateTaken, DateOver, Unavailable]
    }),
    HttpApiEndpoint.patch("edit", "/:id", {
      params: { id: AffirmationId },
      payload: Schema.Struct({
        text: Schema.optionalKey(Words),
        paused: Schema.optionalKey(Schema.Boolean),
        tags: Schema.optionalKey(Tags)
      }),
      success: MyAffirmation,
      error: [AffirmationNotFound, Unavailable]
    }),
    // a surprise: it comes on this date of my partner's and is in no draw; null takes the date away
    HttpApiEndpoint.put("schedule", "/:id/schedule", {
      params: { id: AffirmationId },
      payload: Schema.Struct({ date: Schema.NullOr(LocalDate) }),
      success: MyAffirmation,
      error: [AffirmationNotFound, DateTaken, DateOver, Unavailable]
    }),
    HttpApiEndpoint.delete("remove", "/:id", {
      params: { id: AffirmationId },
      success: HttpApiSchema.NoContent,
      error: Unavailable
    })
  )
  .middleware(Membership)
  .middleware(Session)
  .prefix("/api/affirmations")
{}
