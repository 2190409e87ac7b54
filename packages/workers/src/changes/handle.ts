import { Change } from "@lumi/core/changes/Change"
import { ChangeFeed } from "@lumi/core/changes/ChangeFeed"
import { Effect } from "effect"
import * as Accounts from "./accounts.ts"
import * as Relationships from "./relationships.ts"

/** What is done about a change, whoever brings it: soon, idempotent, and whatever came before or after. */
export const handle = Change.match({
  AccountDisabled: ({ user }) => Accounts.disabled(user),
  AccountEnabled: () => Effect.void,
  RelationshipChanged: Relationships.changed
})

/** Handles changes for ever. */
export const changes = Effect.flatMap(ChangeFeed, (feed) => feed.run(handle))
