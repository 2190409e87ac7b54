import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore, type Shelf } from "@lumi/core/affirmations/AffirmationStore"
import { Place } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import * as Health from "@lumi/core/affirmations/Health"
import * as Preview from "@lumi/core/affirmations/Preview"
import * as Surprise from "@lumi/core/affirmations/Surprise"
import * as Writing from "@lumi/core/affirmations/Writing"
import { Api } from "@lumi/core/api/Api"
import { CurrentMember } from "@lumi/core/api/Session"
import type { Member } from "@lumi/core/relationships/Member"
import { DateTime, Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Cursors from "../Cursors.ts"

const pageSize = 50
const outlookSize = 100

const mine = ({ relationship, user }: Member): Shelf => ({ relationship: relationship.id, author: user.id })

/** The texts I wrote for my partner. */
export const affirmations = HttpApiBuilder.group(
  Api,
  "affirmations",
  Effect.fn(function*(handlers) {
    const accounts = yield* AccountStore
    const deliveries = yield* DeliveryStore
    const store = yield* AffirmationStore
    return handlers.handleAll({
      list: Effect.fn("affirmations.list")(function*({ query }) {
        const shelf = mine(yield* CurrentMember)
        const page = Cursors.page(
          { list: `affirmations ${query.only ?? ""}`, owner: `${shelf.relationship} ${shelf.author}` },
          AffirmationId
        )
        return yield* page(query.after, (after) => store.list(shelf, after, pageSize, query.only))
      }),
      answers: Effect.fn("affirmations.answers")(function*({ query: { after, of } }) {
        const { partner, relationship } = yield* CurrentMember
        const page = Cursors.page(
          { list: `answers ${of ?? ""}`, owner: `${relationship.id} ${partner}` },
          Place
        )
        const mailbox = { relationship: relationship.id, receiver: partner }
        return yield* page(
          after,
          (before) => deliveries.answered(mailbox, Option.fromUndefinedOr(of), before, pageSize)
        )
      }),
      outlook: Effect.fn("affirmations.outlook")(function*() {
        const member = yield* CurrentMember
        const { partner, relationship } = member
        const receiver = yield* accounts.find(partner).pipe(Effect.catchTag("AccountNotFound", Effect.die))
        const { at, date, odds } = yield* Preview.odds(receiver, relationship)
        return {
          date,
          at,
          items: odds.toSorted((a, b) => b.probability - a.probability).slice(0, outlookSize)
            .map(({ affirmation: { id }, factors, probability, weight }) => ({ id, probability, weight, factors })),
          health: Health.of(odds.map(({ affirmation }) => affirmation), yield* DateTime.now),
          counts: yield* store.tally(mine(member))
        }
      }),
      write: ({ payload }) => CurrentMember.use((member) => Writing.write(member, payload)),
      edit: ({ params, payload }) => CurrentMember.use((member) => store.edit(mine(member), params.id, payload)),
      schedule: ({ params, payload }) =>
        CurrentMember.use((member) => Surprise.schedule(member, params.id, Option.fromNullOr(payload.date))),
      remove: ({ params }) => CurrentMember.use((member) => store.remove(mine(member), params.id))
    })
  })
)
