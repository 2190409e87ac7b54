import { SecretsRefused } from "@lumi/core/secrets/SecretsRefused"
import { weakest } from "@lumi/core/secrets/Stored"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Config, Context, Effect, Layer, Option, Predicate, Schema } from "effect"
import { Aws } from "../Aws.ts"
import { Kept, lacking, storedOf } from "./Kept.ts"

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Kept))

const failure = (id: string) => (cause: unknown): SecretsRefused | StoreUnavailable => {
  const name = Predicate.hasProperty(cause, "name") ? cause.name : undefined
  if (name === "ResourceNotFoundException") {
    return new SecretsRefused({
      message: `there is no secret ${id}: make it, node packages/adapters-aws/infra/secrets.ts create --secret ${id}`
    })
  }
  if (name === "AccessDeniedException") {
    return new SecretsRefused({
      message: `the secret ${id} may not be read: allow secretsmanager:GetSecretValue for it`
    })
  }
  return new StoreUnavailable({ operation: "Secrets.read", cause })
}

const damaged = (id: string) =>
  new SecretsRefused({
    message:
      `the secret ${id} is damaged, or an earlier Lumi made it: secrets.ts complete --secret ${id} adds what that ` +
      "lacks, else make the version AWSPREVIOUS the current one again"
  })

/** The text of a secret. Its client lives no longer than the question: there is no second one. */
const textOf = Effect.fnUntraced(function*(id: string) {
  const { configOf } = yield* Aws
  const sdk = yield* Effect.promise(() => import("./Sdk.ts"))
  const client = yield* Effect.acquireRelease(
    Effect.sync(() =>
      new sdk.SecretsManagerClient({
        requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
        ...configOf("secrets")
      })
    ),
    (client) => Effect.sync(() => client.destroy())
  )
  const { SecretString } = yield* Effect.tryPromise({
    try: () => client.send(new sdk.GetSecretValueCommand({ SecretId: id })),
    catch: failure(id)
  })
  return SecretString
}, Effect.scoped)

const read = Effect.gen(function*() {
  const id = yield* Config.NonEmptyString("LUMI_SECRETS_ID")
  const kept = Option.filter(decode(yield* textOf(id)), (kept) => lacking(kept) === undefined)
  if (Option.isNone(kept)) return yield* damaged(id)
  const weak = weakest(storedOf(kept.value))
  if (weak !== undefined) {
    const remedy = "replace it, node packages/adapters-aws/infra/secrets.ts rotate makes another"
    return yield* new SecretsRefused({ message: `${weak.name} of the secret ${id} ${weak.wrong}: ${remedy}` })
  }
  return kept.value
}).pipe(Effect.withSpan("Secrets.read"))

/** The secret of `LUMI_SECRETS_ID`, in the clear, as it was when the process began. */
export class InstanceSecrets extends Context.Service<InstanceSecrets, Kept>()(
  "@lumi/adapters-aws/secrets/InstanceSecrets"
) {
  static readonly layer = Layer.effect(InstanceSecrets, read)
}
