import { Account, UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Affirmation, AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import { at as dateAt } from "@lumi/core/LocalDate"
import * as Pairing from "@lumi/core/relationships/Pairing"
import { rules, utc, type Zone } from "@lumi/core/Zone"
import { DateTime, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"

const person = Effect.fnUntraced(function*(name: string, zone: Zone) {
  const accounts = yield* AccountStore
  const random = yield* SecureRandom.SecureRandom
  return yield* accounts.create(
    new Account({
      id: UserId.make(yield* random.uuidV7()),
      email: `${name}@example.org`,
      name,
      zone,
      language: "en",
      appearance: "system",
      createdAt: yield* DateTime.now,
      disabledAt: Option.none()
    })
  )
})

/** A couple with three texts for each other; gives their jobs of today. */
export const couple = Effect.fnUntraced(function*(n: number, zone: Zone = utc) {
  const affirmations = yield* AffirmationStore
  const random = yield* SecureRandom.SecureRandom
  const now = yield* DateTime.now
  const [first, second] = yield* Effect.all([person(`a${n}`, zone), person(`b${n}`, zone)])
  const { invite, secrets } = yield* Pairing.invite(first)
  yield* Pairing.claim(secrets.link, second)
  const relationship = yield* Pairing.accept(first, invite.id)
  return yield* Effect.forEach(
    [[first.id, second.id], [second.id, first.id]] as const,
    ([author, receiver]) =>
      Effect.gen(function*() {
        for (const text of ["one", "two", "three"]) {
          yield* affirmations.add(
            new Affirmation({
              id: AffirmationId.make(yield* random.uuidV7()),
              relationship: relationship.id,
              author,
              receiver,
              text: `${text} of ${author}`,
              paused: false,
              timesSent: 0,
              lastSentAt: Option.none(),
              createdAt: now
            })
          )
        }
        const job: DailyJob = { receiver, relationship: relationship.id, date: dateAt(now, rules(zone)), zone }
        return { author, job }
      })
  )
})
