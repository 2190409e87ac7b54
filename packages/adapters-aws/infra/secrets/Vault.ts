import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient
} from "@aws-sdk/client-secrets-manager"
import { Content } from "@lumi/core/secrets/Stored"
import { Data, Effect, Predicate, Schema } from "effect"
import { Aws } from "../../src/Aws.ts"
import { Kept } from "../../src/secrets/Kept.ts"

/** Nothing was done, for a reason that the operator can do something about. */
export class Refused extends Data.TaggedError("Refused")<{ readonly message: string }> {}

/** Secrets Manager failed. The cause quotes requests, but never a secret: it is not shown all the same. */
export class VaultFailed extends Data.TaggedError("VaultFailed")<{ readonly message: string }> {}

const decodeFields = Schema.decodeUnknownEffect(Content)

const nameOf = (cause: unknown) => Predicate.hasProperty(cause, "name") ? String(cause.name) : "unknown trouble"

/** One secret in Secrets Manager, for the operator. */
export const open = Effect.fnUntraced(function*(id: string) {
  const { configOf } = yield* Aws
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => new SecretsManagerClient(configOf("secrets"))),
    (client) => Effect.sync(() => client.destroy())
  )
  const ask = <A>(what: string, request: () => Promise<A>) =>
    Effect.tryPromise({ try: request, catch: nameOf }).pipe(
      Effect.mapError((name) =>
        name === "ResourceExistsException"
          ? new Refused({ message: `${id} exists and is never overwritten: rotate replaces single keys` })
          : name === "ResourceNotFoundException"
          ? new Refused({ message: `there is no secret ${id}: create makes it` })
          : new VaultFailed({ message: `Secrets Manager did not ${what} ${id} (${name})` })
      )
    )
  const fields = ask("read", () => client.send(new GetSecretValueCommand({ SecretId: id }))).pipe(
    Effect.flatMap(({ SecretString }) => decodeFields(SecretString)),
    Effect.catchTag("SchemaError", () => new Refused({ message: `${id} is damaged: it is no JSON` }))
  )
  return {
    create: (kept: Kept) =>
      Effect.asVoid(ask("make", () =>
        client.send(
          new CreateSecretCommand({
            Name: id,
            SecretString: JSON.stringify(kept),
            Description: "The keys of an instance of Lumi"
          })
        ))),
    read: Effect.flatMap(fields, Schema.decodeUnknownEffect(Kept)).pipe(
      Effect.catchTag("SchemaError", () => new Refused({ message: `${id} is damaged: it holds no keys of Lumi` }))
    ),
    /** Adds what an earlier Lumi did not make yet; gives the names. */
    complete: Effect.fnUntraced(function*(whole: Kept) {
      const before = yield* fields
      const added = Object.keys(whole).filter((name) => !(name in before))
      const SecretString = JSON.stringify({ ...whole, ...before })
      if (added.length > 0) {
        yield* ask("change", () => client.send(new PutSecretValueCommand({ SecretId: id, SecretString })))
      }
      return added
    }),
    /** What only a later Lumi knows is kept. The version before stays, as AWSPREVIOUS. */
    replace: Effect.fnUntraced(function*(kept: Kept) {
      const SecretString = JSON.stringify({ ...(yield* fields), ...kept })
      yield* ask("change", () => client.send(new PutSecretValueCommand({ SecretId: id, SecretString })))
    })
  }
})
