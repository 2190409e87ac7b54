import { Secrets } from "@lumi/core/Secrets"
import { secretsOf } from "@lumi/core/secrets/Stored"
import { Duration, Effect, Layer, Redacted } from "effect"
import { TokenSigner } from "./iot/TokenSigner.ts"
import { InstanceSecrets } from "./secrets/InstanceSecrets.ts"
import { signingKeyOf, storedOf } from "./secrets/Kept.ts"

/**
 * How long a process may go on with what it read: older services are to be made anew. Keys have to be known for longer than
 * that before they are used, so that nobody meets a signature of a key that it never heard of.
 */
export const rereadAfter = Duration.hours(1)

/** The secrets of an instance from Secrets Manager, read once for as long as the layer lives. */
export const layer = Layer.effect(
  Secrets,
  Effect.map(InstanceSecrets, (kept) => secretsOf(storedOf(kept)))
).pipe(Layer.provide(InstanceSecrets.layer))

/** Who signs tokens for IoT, with the key that lies beside the other secrets. */
export const signer = Layer.unwrap(
  Effect.map(InstanceSecrets, (kept) => TokenSigner.layerOf(Redacted.make(signingKeyOf(kept) ?? "", { label: "iot" })))
).pipe(
  Layer.provide(InstanceSecrets.layer)
)
