import { assert, describe, it } from "@effect/vitest"
import { Secrets } from "@lumi/core/Secrets"
import { Effect, Layer, Redacted, Schema, type Scope } from "effect"
import { createPublicKey, verify } from "node:crypto"
import { clientsOf } from "../emulators/Credentials.ts"
import { create, stage } from "../infra/secrets/Rotation.ts"
import * as Vault from "../infra/secrets/Vault.ts"
import type { Aws } from "../src/Aws.ts"
import { TokenSigner } from "../src/iot/TokenSigner.ts"
import { layer as secretsLayer, signer } from "../src/Secrets.ts"
import { Kept } from "../src/secrets/Kept.ts"
import { secretsId, testVault } from "../testing/Secrets.ts"

const id = "lumi/test"

const kept = (kept: Kept) => Effect.flatMap(Vault.open(id), (vault) => vault.create(kept))

const given = Secrets.pipe(Effect.provide(Layer.provide(secretsLayer, secretsId(id))))

const refusal = Effect.map(Effect.flip(given), String)

const test = <A, E>(sentence: string, body: Effect.Effect<A, E, Aws | Scope.Scope>) =>
  it.effect(sentence, () => Effect.provide(body, testVault, { local: true }))

const open = ({ auth, cursor, invitePepper, tickets, vapid }: Secrets["Service"]) =>
  [...auth, ...tickets].map(({ value }) => value).concat(invitePepper, cursor, vapid).map((value) =>
    Redacted.value(value)
  )

describe("Secrets (Secrets Manager emulator)", () => {
  test(
    "are those that the operator made, and are never printed",
    Effect.gen(function*() {
      const made = create()
      yield* kept(made)
      const secrets = yield* given
      assert.deepStrictEqual(open(secrets), [
        made.auth[0]!.value,
        made.tickets[0]!.value,
        made.invitePepper,
        made.cursor,
        made.vapid
      ])
      assert.deepStrictEqual([secrets.auth[0]?.version, secrets.tickets[0]?.id], [1, made.tickets[0]!.id])
      const printed = `${JSON.stringify(secrets)} ${String(secrets.cursor)}`
      for (const value of open(secrets)) assert.notInclude(printed, value)
    })
  )

  test(
    "a key that has just come is accepted and not used yet",
    Effect.gen(function*() {
      const made = create()
      const now = new Date()
      let next = made
      for (const kind of ["auth", "tickets", "iot"] as const) {
        const outcome = stage(next, kind, now)
        if ("kept" in outcome) next = outcome.kept
      }
      yield* kept(next)
      const secrets = yield* given
      assert.deepStrictEqual(secrets.auth.map(({ version }) => version), [1, 2])
      assert.deepStrictEqual(secrets.tickets.map(({ id }) => id), [made.tickets[0]!.id, next.tickets[0]!.id])
      const signature = yield* TokenSigner.use((signer) => signer.sign("token")).pipe(
        Effect.provide(Layer.provide(signer, secretsId(id)))
      )
      const accepted = next.iot.map(({ publicKey }) =>
        verify("RSA-SHA256", Buffer.from("token"), createPublicKey(publicKey), Buffer.from(signature, "base64"))
      )
      assert.deepStrictEqual(accepted, [false, true])
    })
  )

  test(
    "that are missing are called by their name, with what makes them",
    Effect.gen(function*() {
      const said = yield* refusal
      assert.include(said, "there is no secret lumi/test: make it")
      assert.include(said, "secrets.ts create")
    })
  )

  test(
    "are refused when they are damaged, and not quoted then",
    Effect.gen(function*() {
      const made = create()
      yield* kept({ ...made, tickets: [] })
      const said = yield* refusal
      assert.include(said, "the secret lumi/test is damaged")
      assert.notInclude(said, made.cursor)
    })
  )

  for (
    const [why, damage] of [
      ["is too easy to guess", { invitePepper: "short-and-simple" }],
      ["is an example value", { invitePepper: "better-auth-secret-12345678901234567890" }]
    ] as const
  ) {
    test(
      `are refused when one ${why}`,
      Effect.gen(function*() {
        yield* kept({ ...create(), ...damage })
        const said = yield* refusal
        assert.include(said, `invitePepper of the secret lumi/test ${why}`)
        assert.notInclude(said, damage.invitePepper)
      })
    )
  }

  it.live("that cannot be had now may be had later", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(given)
      assert.strictEqual(error._tag, "StoreUnavailable")
    }).pipe(Effect.provide(clientsOf({ secrets: "http://127.0.0.1:9" }))))

  it("are kept as text that says everything", () => {
    const text = Schema.fromJsonString(Kept)
    const made = create()
    assert.deepStrictEqual(Schema.decodeSync(text)(Schema.encodeSync(text)(made)), made)
  })
})
