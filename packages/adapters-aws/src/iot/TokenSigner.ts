import { Context, Effect, Layer, Redacted } from "effect"
import { createPrivateKey, sign } from "node:crypto"

/** Signs what IoT checks before it asks the authorizer: strangers cannot make our functions run. */
export class TokenSigner extends Context.Service<TokenSigner, {
  /** base64 of RSA-SHA256 */
  readonly sign: (token: string) => Effect.Effect<string>
}>()("@lumi/adapters-aws/iot/TokenSigner") {
  /** With a private key in PEM, whose public half the authorizer of IoT has. */
  static readonly layerOf = (privateKey: Redacted.Redacted<string>) =>
    Layer.effect(
      TokenSigner,
      Effect.sync(() => {
        const key = createPrivateKey(Redacted.value(privateKey))
        return TokenSigner.of({
          sign: (token) => Effect.sync(() => sign("RSA-SHA256", Buffer.from(token), key).toString("base64"))
        })
      })
    )
}
