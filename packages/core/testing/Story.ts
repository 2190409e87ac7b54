import { DateTime, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { Account, UserId } from "../src/accounts/Account.ts"
import { AccountStore } from "../src/accounts/AccountStore.ts"
import { Affirmation, AffirmationId } from "../src/affirmations/Affirmation.ts"
import { AffirmationStore } from "../src/affirmations/AffirmationStore.ts"
import type { DailyJob } from "../src/affirmations/DailyJob.ts"
import * as Pipeline from "../src/affirmations/Pipeline.ts"
import { at as dateAt } from "../src/LocalDate.ts"
import * as Pairing from "../src/relationships/Pairing.ts"
import { partnerOf, type Relationship } from "../src/relationships/Relationship.ts"
import { rules, utc, Zone } from "../src/Zone.ts"

/** The beginnings of most tests, told in the words of the domain and lived on whichever ports are provided. */

/** Somebody with an account. */
export const person = Effect.fn("Story.person")(function*(name: string, zone: string = utc) {
  const accounts = yield* AccountStore
  const random = yield* SecureRandom.SecureRandom
  const id = UserId.make(yield* random.uuidV7())
  return yield* accounts.create(
    new Account({
      id,
      email: `${name.toLowerCase()}.${id}@example.org`,
      name,
      zone: Zone.make(zone),
      language: "en",
      appearance: "system",
      createdAt: yield* DateTime.now,
      disabledAt: Option.none()
    })
  )
})

/** Makes a couple of two people, by invite, claim and acceptance. */
export const pair = Effect.fn("Story.pair")(function*(first: Account, second: Account) {
  const { invite, secrets } = yield* Pairing.invite(first)
  yield* Pairing.claim(secrets.link, second)
  return yield* Pairing.accept(first, invite.id)
})

/** Two new people who are a couple. */
export const couple = Effect.fn("Story.couple")(function*(first: string, second: string) {
  const [one, other] = yield* Effect.all([person(first), person(second)])
  return { first: one, second: other, relationship: yield* pair(one, other) }
})

/** Texts of one for the other. */
export const write = Effect.fn("Story.write")(
  function*(relationship: Relationship, author: Account, ...texts: ReadonlyArray<string>) {
    const affirmations = yield* AffirmationStore
    const random = yield* SecureRandom.SecureRandom
    const now = yield* DateTime.now
    return yield* Effect.forEach(texts, (text) =>
      Effect.flatMap(random.uuidV7(), (id) =>
        affirmations.add(
          new Affirmation({
            id: AffirmationId.make(id),
            relationship: relationship.id,
            author: author.id,
            receiver: partnerOf(relationship, author.id),
            text,
            paused: false,
            timesSent: 0,
            lastSentAt: Option.none(),
            createdAt: now
          })
        )))
  }
)

/** Somebody's job of today. */
export const jobOf = (relationship: Relationship, receiver: Account) =>
  Effect.map(DateTime.now, (now): DailyJob => ({
    receiver: receiver.id,
    relationship: relationship.id,
    date: dateAt(now, rules(receiver.zone)),
    zone: receiver.zone
  }))

/** Delivers today's affirmation to somebody, as a worker would. */
export const deliver = Effect.fn("Story.deliver")(function*(relationship: Relationship, receiver: Account) {
  const [outcome] = yield* Pipeline.deliver([yield* jobOf(relationship, receiver)])
  return outcome
})
