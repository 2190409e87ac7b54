import { Effect, Option } from "effect"
import type { Limit, Throttle } from "./Throttle.ts"

const wrongPasswords: Limit = { max: 10, window: "15 minutes" }

const account = (email: string) => `sign-in ${email.toLowerCase()}`
const known = (email: string, address: string) => `known ${email.toLowerCase()} ${address}`
const accountFrom = (email: string, address: string) => `sign-in ${email.toLowerCase()} ${address}`

/**
 * Wrong passwords are counted per account, wherever they come from: many addresses do not give many tries. An address
 * from which the account was signed in before counts apart, so that a stranger cannot lock its owner out. An account
 * that does not exist is counted too, or the limit would tell which ones do.
 */
export const make = (throttle: Throttle) => {
  const subject = (email: string, address: string) =>
    throttle.remembers(known(email, address)).pipe(
      Effect.map((isKnown) => isKnown ? accountFrom(email, address) : account(email))
    )

  return {
    /** Before the password is looked at; gives the time to wait when there were too many. */
    attempt: Effect.fn("SignInLimit.attempt")(function*(email: string, address: string) {
      return yield* throttle.take(yield* subject(email, address), wrongPasswords)
    }),

    /** Once the password was right. */
    succeeded: Effect.fn("SignInLimit.succeeded")(function*(email: string, address: string) {
      yield* throttle.forget(yield* subject(email, address))
      yield* Option.match(Option.liftPredicate(address, (address) => address !== ""), {
        onNone: () => Effect.void,
        onSome: (address) => throttle.remember(known(email, address), "90 days")
      })
    })
  }
}

export type SignInLimit = ReturnType<typeof make>
