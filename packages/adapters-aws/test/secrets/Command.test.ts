import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager"
import { assert, describe, it } from "@effect/vitest"
import * as Crypto from "@lumi/core/Crypto"
import { Claims } from "@lumi/core/realtime/Ticket"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { Secrets } from "@lumi/core/Secrets"
import { Effect, Layer, Schema } from "effect"
import { TestClock } from "effect/testing"
import { createPublicKey } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { run } from "../../infra/secrets/Command.ts"
import * as Rotation from "../../infra/secrets/Rotation.ts"
import * as Vault from "../../infra/secrets/Vault.ts"
import { Aws } from "../../src/Aws.ts"
import { layer as secretsLayer } from "../../src/Secrets.ts"
import { secretsId, temporaryFolder, testVault } from "../../testing/Secrets.ts"

/** The script, asked about an instance with a folder for its public keys. */
const operator = Effect.map(temporaryFolder, (folder) => {
  const file = path.join(folder, "keys.pem")
  return {
    file,
    pems: () => fs.readFileSync(file, "utf8").match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [],
    ask: (...args: ReadonlyArray<string>) => run([...args, "--stage", "test", "--public-keys", file])
  }
})

const kept = Effect.scoped(Effect.flatMap(Vault.open("lumi/test"), (vault) => vault.read))

/** The secret as it lies there. */
const raw = Effect.gen(function*() {
  const { configOf } = yield* Aws
  const client = new SecretsManagerClient(configOf("secrets"))
  return yield* Effect.promise(() => client.send(new GetSecretValueCommand({ SecretId: "lumi/test" })))
})

const refusal = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.map(Effect.flip(effect), String)

const secrets = Secrets.pipe(Effect.provide(Layer.provide(secretsLayer, secretsId("lumi/test"))))

const claims = Schema.decodeSync(Claims)({
  u: "01987d3c-0000-7000-8000-000000000001",
  dev: "0123456789abcdef",
  rel: null,
  epoch: 0,
  cid: "client",
  exp: 10_000_000
})

/** Tickets as a process reads and signs them that was started now. */
const tickets = Effect.flatMap(secrets, (now) =>
  Tickets.pipe(
    Effect.provide(Tickets.layer.pipe(Layer.provide(Layer.merge(Layer.succeed(Secrets, now), Crypto.layer))))
  ))

describe("the operator's secrets.ts (Secrets Manager emulator)", () => {
  it.effect("makes everything once, and never again", () =>
    Effect.gen(function*() {
      const { ask, file, pems } = yield* operator
      const printed = yield* ask("create")
      const made = yield* kept
      assert.include(printed.join("\n"), `deploy the stack with -c ticketKey=${file}`)
      for (const value of [made.auth[0]!.value, made.tickets[0]!.value, made.cursor, made.iot[0]!.privateKey]) {
        assert.notInclude(printed.join("\n"), value)
      }
      assert.deepStrictEqual(pems(), made.iot.map(({ publicKey }) => publicKey.trim()))
      const { asymmetricKeyDetails, asymmetricKeyType } = createPublicKey(pems()[0]!)
      assert.deepStrictEqual([asymmetricKeyType, asymmetricKeyDetails?.modulusLength], ["rsa", 2048])
      assert.include(yield* refusal(ask("create")), "lumi/test exists and is never overwritten")
      assert.deepStrictEqual(yield* kept, made)
      fs.rmSync(file)
      yield* ask("public-keys")
      assert.strictEqual(pems().length, 1)
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("rotates tickets so that those of before and after are good for everybody", () =>
    Effect.gen(function*() {
      const { ask } = yield* operator
      yield* ask("create")
      const early = yield* tickets
      yield* ask("rotate", "tickets")
      assert.include(yield* refusal(ask("rotate", "tickets")), "activate it first")
      assert.include(yield* refusal(ask("activate", "tickets")), "not everybody knows")
      const middle = yield* tickets
      yield* TestClock.adjust("1 hour")
      yield* ask("activate", "tickets")
      const late = yield* tickets
      for (const [signer, reader] of [[early, middle], [middle, early], [middle, late], [late, middle]] as const) {
        const opened = yield* reader.open(yield* signer.sign(claims))
        assert.strictEqual(opened._tag, "Some")
      }
      assert.strictEqual((yield* early.open(yield* late.sign(claims)))._tag, "None")
      assert.notStrictEqual(yield* middle.sign(claims), yield* late.sign(claims))
      // the next rotation lets go of the first key
      yield* ask("rotate", "tickets")
      yield* TestClock.adjust("1 hour")
      yield* ask("activate", "tickets")
      assert.strictEqual((yield* kept).tickets.length, 2)
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("keeps every key that accounts were encrypted with", () =>
    Effect.gen(function*() {
      const { ask } = yield* operator
      yield* ask("create")
      for (let n = 0; n < 3; n++) {
        yield* ask("rotate", "auth")
        yield* TestClock.adjust("1 hour")
        yield* ask("activate", "auth")
      }
      assert.deepStrictEqual((yield* secrets).auth.map(({ version }) => version), [4, 3, 2, 1])
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("tells IoT of a signing key before it is used", () =>
    Effect.gen(function*() {
      const { ask, pems } = yield* operator
      yield* ask("create")
      const [first] = pems()
      assert.include((yield* ask("rotate", "iot")).join("\n"), "after that deployment")
      assert.strictEqual(pems().length, 2)
      assert.strictEqual(pems()[1], first)
      yield* TestClock.adjust("1 hour")
      yield* ask("activate", "iot")
      const [second, ...older] = (yield* kept).iot
      assert.deepStrictEqual([second?.staged, older.map(({ publicKey }) => publicKey.trim())], [undefined, [first]])
      yield* ask("rotate", "iot")
      assert.strictEqual(pems().length, 2)
      assert.notInclude(pems(), first)
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("replaces the key of lists at once, and the pepper never", () =>
    Effect.gen(function*() {
      const { ask } = yield* operator
      yield* ask("create")
      const before = yield* kept
      yield* ask("rotate", "cursor")
      const after = yield* kept
      assert.notStrictEqual(after.cursor, before.cursor)
      assert.include(yield* refusal(ask("rotate", "invitePepper")), "every open invite would be lost")
      assert.strictEqual((yield* kept).invitePepper, before.invitePepper)
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("adds what an earlier Lumi did not make yet, once, and replaces nothing", () =>
    Effect.gen(function*() {
      const { ask } = yield* operator
      const { vapid: _, ...earlier } = Rotation.create()
      const { configOf } = yield* Aws
      const client = new SecretsManagerClient(configOf("secrets"))
      const lacking = { Name: "lumi/test", SecretString: JSON.stringify({ ...earlier, comesLater: "kept" }) }
      yield* Effect.promise(() => client.send(new CreateSecretCommand(lacking)))
      assert.include(yield* refusal(secrets), "secrets.ts complete --secret lumi/test")
      assert.deepStrictEqual(yield* ask("complete"), ["added vapid to lumi/test"])
      const { vapid, ...rest } = yield* kept
      assert.deepStrictEqual(rest, earlier)
      assert.include(JSON.parse((yield* raw).SecretString ?? ""), { comesLater: "kept" })
      assert.deepStrictEqual(yield* ask("complete"), ["lumi/test has all there are"])
      assert.strictEqual((yield* kept).vapid, vapid)
      assert.include(yield* refusal(ask("rotate", "vapid")), "every browser would have to subscribe anew")
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("keeps what only a later Lumi knows", () =>
    Effect.gen(function*() {
      const { ask } = yield* operator
      const vault = yield* Vault.open("lumi/test")
      const later = { comesLater: "kept" }
      yield* vault.create({ ...Rotation.create(), ...later })
      yield* ask("rotate", "auth")
      const { SecretString = "" } = yield* raw
      assert.include(JSON.parse(SecretString), later)
      assert.strictEqual((yield* kept).auth.length, 2)
    }).pipe(Effect.provide(testVault, { local: true })))

  it.effect("says what is wrong with what it is asked", () =>
    Effect.gen(function*() {
      const { ask } = yield* operator
      assert.include(yield* refusal(ask("rotate", "auth")), "there is no secret lumi/test: create makes it")
      assert.include(yield* refusal(ask("rotate", "everything")), "see --help")
      assert.include(yield* refusal(ask("create", "--force")), "--force")
      assert.include(yield* refusal(run(["create"])), "which instance?")
      assert.include((yield* run(["--help"])).join(""), "Usage")
    }).pipe(Effect.provide(testVault, { local: true })))
})
