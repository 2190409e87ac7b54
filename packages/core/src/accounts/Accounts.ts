import { DateTime, Effect, Option } from "effect"
import { utc } from "../Zone.ts"
import { Account, type UserId } from "./Account.ts"
import { AccountStore } from "./AccountStore.ts"

/** What the sign-up knows of a person. */
export interface Person {
  readonly id: UserId
  readonly email: string
  readonly name: string
}

/** The account of somebody who signed up; made on first sight, so that a crash between the two leaves nobody without. */
export const ensure = Effect.fn("Accounts.ensure")(function*(person: Person) {
  const accounts = yield* AccountStore
  return yield* accounts.find(person.id).pipe(
    Effect.catchTag("AccountNotFound", () =>
      Effect.flatMap(DateTime.now, (now) =>
        accounts.create(
          new Account({
            ...person,
            zone: utc,
            language: "en",
            appearance: "system",
            createdAt: now,
            disabledAt: Option.none()
          })
        )))
  )
})
