import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient
} from "@aws-sdk/client-secrets-manager"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import path from "node:path"
import { credentials, region } from "../emulators/Credentials.ts"
import { SecretsManager } from "../emulators/SecretsManager.ts"
import { temporaryFolder } from "../testing/Secrets.ts"

const client = Effect.flatMap(SecretsManager, ({ endpoint }) =>
  Effect.acquireRelease(
    Effect.sync(() => new SecretsManagerClient({ endpoint, region, credentials })),
    (client) => Effect.sync(() => client.destroy())
  ))

const Name = "a/b"

describe("Secrets Manager (emulator)", () => {
  it.live("knows what a secret is and what it was before", () =>
    Effect.gen(function*() {
      const secrets = yield* client
      const get = (more: object = {}) => secrets.send(new GetSecretValueCommand({ SecretId: Name, ...more }))
      yield* Effect.promise(async () => {
        const { ARN } = await secrets.send(new CreateSecretCommand({ Name, SecretString: "one" }))
        assert.strictEqual((await get()).SecretString, "one")
        const { VersionId } = await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString: "two" }))
        assert.deepStrictEqual((await get()).SecretString, "two")
        assert.deepStrictEqual((await get({ VersionStage: "AWSPREVIOUS" })).SecretString, "one")
        assert.strictEqual((await get({ VersionId, SecretId: ARN })).VersionStages?.join(), "AWSCURRENT")
      })
    }).pipe(Effect.provide(SecretsManager.layer(), { local: true })))

  it.live("answers the same request again, and refuses another by the same token", () =>
    Effect.gen(function*() {
      const secrets = yield* client
      const ClientRequestToken = crypto.randomUUID()
      const create = (SecretString: string) =>
        Effect.promise(() =>
          secrets.send(new CreateSecretCommand({ Name, SecretString, ClientRequestToken })).then(
            () => "made",
            (error: Error) => error.name
          )
        )
      assert.strictEqual(yield* create("one"), "made")
      assert.strictEqual(yield* create("one"), "made")
      assert.strictEqual(yield* create("two"), "ResourceExistsException")
    }).pipe(Effect.provide(SecretsManager.layer(), { local: true })))

  it.live("keeps them in a file when it is given one", () =>
    Effect.gen(function*() {
      const file = path.join(yield* temporaryFolder, "secrets.json")
      const once = <A>(ask: (secrets: SecretsManagerClient) => Promise<A>) =>
        client.pipe(
          Effect.flatMap((secrets) => Effect.promise(() => ask(secrets))),
          Effect.provide(SecretsManager.layer({ file }), { local: true })
        )
      yield* once((secrets) => secrets.send(new CreateSecretCommand({ Name, SecretString: "one" })))
      const again = yield* once((secrets) => secrets.send(new GetSecretValueCommand({ SecretId: Name })))
      assert.strictEqual(again.SecretString, "one")
    }))
})
