import type { Change } from "@lumi/core/changes/Change"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect } from "effect"
import * as Hints from "../http/Hints.ts"

type RelationshipChanged = Extract<Change, { readonly _tag: "RelationshipChanged" }>

/**
 * Both members' pages load their relationship again, and whatever was let in before the change is closed. The hint comes
 * first, as it goes to the connections that are closed then; a page that missed it looks when it is connected again.
 */
export const changed = Effect.fn("changes.relationship")(
  function*({ epoch, first, relationship, second }: RelationshipChanged) {
    const realtime = yield* Realtime
    yield* Hints.relationshipChanged([first, second])
    yield* Effect.forEach([first, second], (user) => realtime.admit(user, { relationship, epoch }), { discard: true })
  }
)
