import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { says } from "../says.ts"
import { Affirmation, AffirmationId } from "./Affirmation.ts"

/** What somebody wrote before there was anybody to write for; at pairing it becomes an affirmation of the same id. */
export class Draft extends Schema.Class<Draft>("Draft")({
  id: AffirmationId,
  author: UserId,
  text: Affirmation.fields.text,
  createdAt: Schema.DateTimeUtcFromString
}) {}

/** How many drafts one account can keep. */
export const most = 100

export class TooManyDrafts extends Schema.TaggedError<TooManyDrafts>()(
  "TooManyDrafts",
  { most: Schema.Int, message: says("There is no room for more drafts. Delete some first.") },
  { httpApiStatus: 409 }
) {}

export class DraftNotFound extends Schema.TaggedError<DraftNotFound>()(
  "DraftNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}
