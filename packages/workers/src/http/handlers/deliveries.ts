import * as Answering from "@lumi/core/affirmations/Answering"
import { DayStore } from "@lumi/core/affirmations/DayStore"
import { Place } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore, type Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import * as HardDay from "@lumi/core/affirmations/HardDay"
import * as Schedule from "@lumi/core/affirmations/Schedule"
import * as Today from "@lumi/core/affirmations/Today"
import { Api } from "@lumi/core/api/Api"
import { CurrentMember } from "@lumi/core/api/Session"
import { LocalDate, plus } from "@lumi/core/LocalDate"
import type { Member } from "@lumi/core/relationships/Member"
import { Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Cursors from "../Cursors.ts"
import * as People from "../People.ts"

const pageSize = 50

/** Before this nobody had a Lumi to miss anything of. */
const beginning = LocalDate.make("2000-01-01")

const mine = ({ relationship, user }: Member): Mailbox => ({ relationship: relationship.id, receiver: user.id })

/** What my partner's words became for me. */
export const deliveries = HttpApiBuilder.group(
  Api,
  "deliveries",
  Effect.fn(function*(handlers) {
    const store = yield* DeliveryStore
    const days = yield* DayStore
    return handlers.handleAll({
      home: Effect.fn("deliveries.home")(function*() {
        const member = yield* CurrentMember
        const today = yield* Today.of(member)
        return {
          ...today,
          today: Option.getOrNull(today.today),
          extra: Option.getOrNull(today.extra),
          partner: yield* People.partner(member.relationship, member.user)
        }
      }),
      list: Effect.fn("deliveries.list")(function*({ query }) {
        const mailbox = mine(yield* CurrentMember)
        const page = Cursors.page(
          { list: "deliveries", owner: `${mailbox.relationship} ${mailbox.receiver}` },
          Place
        )
        return yield* page(query.after, (before) => store.list(mailbox, before, pageSize))
      }),
      missed: Effect.fn("deliveries.missed")(function*({ query }) {
        const member = yield* CurrentMember
        const { today } = yield* Schedule.of(member.user)
        const to = query.to ?? today
        if (to < beginning) return { items: [] }
        const [from, earliest] = [query.from ?? plus(to, -30), plus(to, -366)]
        return { items: yield* days.missed(mine(member), from < earliest ? earliest : from, to) }
      }),
      hardDay: ({ payload: { day, hard } }) => CurrentMember.use((member) => HardDay.say(member, day, hard)),
      love: ({ params, payload }) => CurrentMember.use((member) => Answering.love(member, params.id, payload.loved)),
      reply: ({ params, payload }) =>
        CurrentMember.use((member) => Answering.reply(member, params.id, Option.fromNullOr(payload.text))),
      wish: ({ params, payload }) => CurrentMember.use((member) => store.wish(mine(member), params.id, payload.wish))
    })
  })
)
