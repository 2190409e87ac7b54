import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { AffirmationId, AffirmationNotFound } from "../affirmations/Affirmation.ts"
import { Extra, ExtraId, ExtraNotFound, ExtraUsed, NothingToSend, TooLate } from "../affirmations/Extra.ts"
import { TooManyRequests, Unavailable } from "./Errors.ts"
import { Membership, Session } from "./Session.ts"

/** What I sent by hand today, and how it stands. */
export const MyExtra = Schema.Struct({
  id: ExtraId,
  state: Extra.fields.state,
  affirmation: Extra.fields.affirmation,
  /** for how many milliseconds it can be taken back for certain, counted from the answer */
  waits: Schema.Int
})

/** "Send one now": one besides the daily one, each of my partner's dates. */
export class ExtrasApi extends HttpApiGroup.make("extras")
  .add(
    HttpApiEndpoint.get("look", "/", {
      success: Schema.Struct({
        extra: Schema.NullOr(MyExtra),
        /** whether today's is used up or on its way, and when the next can go */
        used: Schema.Boolean,
        nextAt: Schema.DateTimeUtcFromString
      }),
      error: Unavailable
    }),
    // one that is drawn, or the one that is named; it goes ten seconds later, whether or not anybody waits for it
    HttpApiEndpoint.post("ask", "/", {
      payload: Schema.Struct({ id: ExtraId, affirmation: Schema.optionalKey(AffirmationId) }),
      success: MyExtra,
      error: [AffirmationNotFound, ExtraNotFound, ExtraUsed, NothingToSend, TooManyRequests, Unavailable]
    }),
    HttpApiEndpoint.post("withdraw", "/:id/withdraw", {
      params: { id: ExtraId },
      success: MyExtra,
      error: [ExtraNotFound, TooLate, Unavailable]
    })
  )
  .middleware(Membership)
  .middleware(Session)
  .prefix("/api/extras")
{}
