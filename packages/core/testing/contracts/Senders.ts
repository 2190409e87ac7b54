import { Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import type { Account } from "../../src/accounts/Account.ts"
import type { AffirmationId } from "../../src/affirmations/Affirmation.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import { ExtraId } from "../../src/affirmations/Extra.ts"
import type { ExtraJob } from "../../src/affirmations/ExtraJob.ts"
import * as SendNow from "../../src/affirmations/SendNow.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import type { Member } from "../../src/relationships/Member.ts"
import { partnerOf, type Relationship, sideOf } from "../../src/relationships/Relationship.ts"
import * as Story from "../Story.ts"

/** Those who send one now, and what their partners find of it. */

export const freshId = Effect.map(SecureRandom.SecureRandom.use((random) => random.uuidV7()), (id) => ExtraId.make(id))

const memberOf = (relationship: Relationship, user: Account): Member => ({
  user,
  partner: partnerOf(relationship, user.id),
  side: sideOf(relationship, user.id),
  relationship
})

/** Ada who wrote so many texts for Ben, and how she sends one of them now. */
export const ada = Effect.fnUntraced(function*(...texts: ReadonlyArray<string>) {
  const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
  const member = memberOf(relationship, first)
  const written = yield* Story.write(relationship, first, ...texts)
  const ask = Effect.fnUntraced(function*(affirmation?: AffirmationId) {
    const extra = yield* SendNow.ask(member, yield* freshId, Option.fromUndefinedOr(affirmation))
    const job: ExtraJob = { extra: extra.id, receiver: extra.receiver, date: extra.date }
    return { extra, job }
  })
  const state = Effect.map(SendNow.look(member), ({ extra, used }) => [Option.getOrUndefined(extra)?.state, used])
  return { member, relationship, ben: second, written, ask, state }
})

export const given = ({ date, receiver }: ExtraJob) =>
  DeliveryStore.use((store) => Effect.map(store.onDays([{ receiver, date, kind: "extra" }]), ([one]) => one!))

export const inboxOf = (user: Account) =>
  NotificationStore.use((store) =>
    Effect.map(store.list(user.id, Option.none(), 10), ({ items }) => items.map(({ source }) => source))
  )
