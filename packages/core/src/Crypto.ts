import { Layer } from "effect"
import { Digest, Mac, SecureRandom } from "effect/crypto"

/** Randomness, hashes and signatures of the platform's own Web Crypto: the same on every family. */
export const layer: Layer.Layer<Digest.Digest | Mac.Mac | SecureRandom.SecureRandom> = Layer.mergeAll(
  Digest.layerWebCrypto,
  Mac.layerWebCrypto
).pipe(Layer.provideMerge(SecureRandom.layerWebCrypto))
