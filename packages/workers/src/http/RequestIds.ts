import { Context, Effect } from "effect"
import { SecureRandom } from "effect/crypto"

/** The name that a request already has where it comes from; undefined gives it one of ours. */
export const Given = Context.Reference<string | undefined>("@lumi/workers/http/RequestIds/Given", {
  defaultValue: () => undefined
})

/** Names for requests, in logs and in the header `x-request-id`: random where they begin, counted where they end. */
export const make = Effect.gen(function*() {
  const random = yield* SecureRandom.SecureRandom
  const start = (yield* random.uuidV4()).slice(-12)
  let count = 0
  return () => `${start}-${(++count).toString(36)}`
})
