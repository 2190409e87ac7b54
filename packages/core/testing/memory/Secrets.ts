import { Effect, Layer, Redacted } from "effect"
import { SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { Secrets } from "../../src/Secrets.ts"

/** Secrets of an instance that lives as long as its layer. */
export const layer: Layer.Layer<Secrets, never, SecureRandom.SecureRandom> = Layer.effect(
  Secrets,
  Effect.gen(function*() {
    const random = yield* SecureRandom.SecureRandom
    const secret = Effect.map(random.randomBytes(32), (bytes) => Redacted.make(Base64Url.encode(bytes)))
    return Secrets.of({
      auth: [{ version: 1, value: yield* secret }],
      tickets: [{ id: "1", value: yield* secret }],
      invitePepper: yield* secret,
      cursor: yield* secret,
      vapid: yield* secret
    })
  })
)
