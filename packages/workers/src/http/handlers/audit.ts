import { Api } from "@lumi/core/api/Api"
import { CurrentMember } from "@lumi/core/api/Session"
import { AuditId } from "@lumi/core/audit/AuditEntry"
import { AuditStore } from "@lumi/core/audit/AuditStore"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Cursors from "../Cursors.ts"

const pageSize = 50

/** What operators read of what we wrote. */
export const audit = HttpApiBuilder.group(
  Api,
  "audit",
  Effect.fn(function*(handlers) {
    const store = yield* AuditStore
    return handlers.handleAll({
      list: Effect.fn("audit.list")(function*({ query }) {
        const { relationship } = yield* CurrentMember
        const page = Cursors.page({ list: "audit", owner: relationship.id }, AuditId)
        return yield* page(query.after, (after) => store.list(relationship.id, after, pageSize))
      })
    })
  })
)
