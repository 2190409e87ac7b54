import { DeliveryStore, type Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import * as Today from "@lumi/core/affirmations/Today"
import { Api } from "@lumi/core/api/Api"
import { CurrentMember } from "@lumi/core/api/Session"
import { LocalDate } from "@lumi/core/LocalDate"
import type { Member } from "@lumi/core/relationships/Member"
import { DateTime, Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Cursors from "../Cursors.ts"
import * as People from "../People.ts"

const pageSize = 50

const mine = ({ relationship, user }: Member): Mailbox => ({ relationship: relationship.id, receiver: user.id })

/** What my partner's words became for me. */
export const deliveries = HttpApiBuilder.group(
  Api,
  "deliveries",
  Effect.fn(function*(handlers) {
    const store = yield* DeliveryStore
    return handlers.handleAll({
      home: Effect.fn("deliveries.home")(function*() {
        const member = yield* CurrentMember
        const today = yield* Today.of(member)
        return {
          ...today,
          today: Option.getOrNull(today.today),
          partner: yield* People.partner(member.relationship, member.user)
        }
      }),
      list: Effect.fn("deliveries.list")(function*({ query }) {
        const mailbox = mine(yield* CurrentMember)
        const page = Cursors.page(
          { list: "deliveries", owner: `${mailbox.relationship} ${mailbox.receiver}` },
          LocalDate
        )
        return yield* page(query.after, (before) => store.list(mailbox, before, pageSize))
      }),
      love: Effect.fn("deliveries.love")(function*({ params, payload }) {
        const member = yield* CurrentMember
        const at = payload.loved ? Option.some(yield* DateTime.now) : Option.none()
        return yield* store.love(mine(member), params.id, at)
      }),
      reply: Effect.fn("deliveries.reply")(function*({ params, payload: { text } }) {
        const member = yield* CurrentMember
        const reply = text === null ? Option.none() : Option.some({ text, at: yield* DateTime.now })
        return yield* store.reply(mine(member), params.id, reply)
      }),
      wish: ({ params, payload }) => CurrentMember.use((member) => store.wish(mine(member), params.id, payload.wish))
    })
  })
)
