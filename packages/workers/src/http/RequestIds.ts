import { Effect } from "effect"
import { SecureRandom } from "effect/crypto"

/** Names for requests, in logs and in the header `x-request-id`: random where they begin, counted where they end. */
export const make = Effect.gen(function*() {
  const random = yield* SecureRandom.SecureRandom
  const start = (yield* random.uuidV4()).slice(-12)
  let count = 0
  return () => `${start}-${(++count).toString(36)}`
})
