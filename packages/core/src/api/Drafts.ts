import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { AffirmationId, Words } from "../affirmations/Affirmation.ts"
import { Draft, DraftNotFound, TooManyDrafts } from "../affirmations/Draft.ts"
import { Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

export const MyDraft = Draft.mapFields(({ id, text, createdAt }) => ({ id, text, createdAt }))

/** What I write before there is anybody to write for; once there is, my drafts are affirmations. */
export class DraftsApi extends HttpApiGroup.make("drafts")
  .add(
    HttpApiEndpoint.get("list", "/", {
      success: Schema.Struct({ items: Schema.Array(MyDraft) }),
      error: Unavailable
    }),
    HttpApiEndpoint.post("write", "/", {
      payload: Schema.Struct({ id: AffirmationId, text: Words }),
      success: MyDraft,
      error: [DraftNotFound, TooManyDrafts, Unavailable]
    }),
    HttpApiEndpoint.patch("edit", "/:id", {
      params: { id: AffirmationId },
      payload: Schema.Struct({ text: Words }),
      success: MyDraft,
      error: [DraftNotFound, Unavailable]
    }),
    HttpApiEndpoint.delete("remove", "/:id", {
      params: { id: AffirmationId },
      success: HttpApiSchema.NoContent,
      error: Unavailable
    })
  )
  .middleware(Session)
  .prefix("/api/drafts")
{}
