import * as Answering from "@lumi/core/affirmations/Answering"
import { atPlace, Place } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore, type Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import * as HardDay from "@lumi/core/affirmations/HardDay"
import * as Received from "@lumi/core/affirmations/Received"
import * as Today from "@lumi/core/affirmations/Today"
import { Api } from "@lumi/core/api/Api"
import { CurrentMember } from "@lumi/core/api/Session"
import type { LocalDate } from "@lumi/core/LocalDate"
import type { Member } from "@lumi/core/relationships/Member"
import { Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Cursors from "../Cursors.ts"
import * as People from "../People.ts"
import * as RateLimits from "../RateLimits.ts"

const pageSize = 50

const orFrom = (place: Option.Option<Place>, before: LocalDate | undefined) =>
  Option.orElse(place, () => Option.fromUndefinedOr<Place | undefined>(before))

const pageOf = (list: string, { receiver, relationship }: Mailbox) =>
  Cursors.page({ list, owner: `${relationship} ${receiver}` }, Place)

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
          extra: Option.getOrNull(today.extra),
          partner: yield* People.partner(member.relationship, member.user)
        }
      }),
      list: Effect.fn("deliveries.list")(function*({ query: { after, before } }) {
        const mailbox = mine(yield* CurrentMember)
        return yield* pageOf("deliveries", mailbox)(
          after,
          (place) => Received.list(mailbox, orFrom(place, before), pageSize)
        )
      }),
      search: Effect.fn("deliveries.search")(function*({ payload: { after, before, ...sought } }) {
        const mailbox = mine(yield* CurrentMember)
        yield* RateLimits.count(RateLimits.searches, mailbox.receiver)
        return yield* pageOf("found deliveries", mailbox)(
          after,
          (place) =>
            Effect.map(
              store.search(mailbox, sought, orFrom(place, before), pageSize),
              (page) => ({ ...page, reached: Option.getOrNull(Option.map(page.next, (next) => atPlace(next).date)) })
            )
        )
      }),
      first: () =>
        CurrentMember.use((member) =>
          Effect.map(store.first(mine(member)), (date) => ({ date: Option.getOrNull(date) }))
        ),
      hardDay: ({ payload: { day, hard } }) => CurrentMember.use((member) => HardDay.say(member, day, hard)),
      love: ({ params, payload }) => CurrentMember.use((member) => Answering.love(member, params.id, payload.loved)),
      reply: ({ params, payload }) =>
        CurrentMember.use((member) => Answering.reply(member, params.id, Option.fromNullOr(payload.text))),
      wish: ({ params, payload }) => CurrentMember.use((member) => store.wish(mine(member), params.id, payload.wish))
    })
  })
)
