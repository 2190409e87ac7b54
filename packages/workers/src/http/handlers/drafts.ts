import { Draft } from "@lumi/core/affirmations/Draft"
import * as Drafts from "@lumi/core/affirmations/Drafts"
import { DraftStore } from "@lumi/core/affirmations/DraftStore"
import { Api } from "@lumi/core/api/Api"
import { CurrentUser } from "@lumi/core/api/Session"
import { DateTime, Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"

/** What I write before there is anybody to write for. */
export const drafts = HttpApiBuilder.group(
  Api,
  "drafts",
  Effect.fn(function*(handlers) {
    const store = yield* DraftStore
    return handlers.handleAll({
      list: Effect.fn("drafts.list")(function*() {
        const { id } = yield* CurrentUser
        // what a pairing that was cut short left behind
        yield* Drafts.handOverOf(id)
        return { items: yield* store.list(id) }
      }),
      write: Effect.fn("drafts.write")(function*({ payload }) {
        const { id } = yield* CurrentUser
        const draft = yield* store.add(new Draft({ ...payload, author: id, createdAt: yield* DateTime.now }))
        // somebody may have said yes in this very moment
        yield* Drafts.handOverOf(id)
        return draft
      }),
      edit: ({ params, payload }) => CurrentUser.use(({ id }) => store.edit(id, params.id, payload.text)),
      remove: ({ params }) => CurrentUser.use(({ id }) => store.remove(id, params.id))
    })
  })
)
