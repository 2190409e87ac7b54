import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { UserId } from "../../src/accounts/Account.ts"
import * as Crypto from "../../src/Crypto.ts"
import { Tickets } from "../../src/realtime/Tickets.ts"
import { DeviceId } from "../../src/realtime/Topics.ts"
import { Secrets } from "../../src/Secrets.ts"

const older = { id: "1", value: Redacted.make("b2xkZXItb2xkZXItb2xkZXItb2xkZXItb2xkZXItb2w") }
const newer = { id: "2", value: Redacted.make("bmV3ZXItbmV3ZXItbmV3ZXItbmV3ZXItbmV3ZXItbmU") }

const signedWith = (tickets: Secrets["Service"]["tickets"]) => {
  const none = Redacted.make("")
  const secrets = { auth: [], tickets, invitePepper: none, cursor: none, vapid: none }
  return Effect.provide(Tickets.layer.pipe(Layer.provide([Layer.succeed(Secrets, secrets), Crypto.layer])))
}

const minted = Tickets.use((tickets) =>
  tickets.mint({
    user: UserId.make("019845e1-682f-7b02-a706-3b2422d13aec"),
    device: DeviceId.make("device-1"),
    membership: Option.none()
  }, { url: "/mqtt", beatSeconds: 15 })
)
const opens = (ticket: string) => Effect.map(Tickets.use((tickets) => tickets.open(ticket)), Option.isSome)

describe("Tickets", () => {
  it.effect("of the key before are good while both are there, and not after it is gone", () =>
    Effect.gen(function*() {
      const { password } = yield* minted.pipe(signedWith([older]))
      assert.isTrue(yield* opens(password).pipe(signedWith([newer, older])))
      assert.isFalse(yield* opens(password).pipe(signedWith([newer])))
    }))

  it.effect("are over after five minutes", () =>
    Effect.gen(function*() {
      const { password } = yield* minted
      yield* TestClock.adjust("299 seconds")
      assert.isTrue(yield* opens(password))
      yield* TestClock.adjust("1 second")
      assert.isFalse(yield* opens(password))
    }).pipe(signedWith([newer])))

  it.effect("that are no tickets open nothing", () =>
    Effect.gen(function*() {
      for (const text of ["", ".", "a.b", "ä.ö", "e30.e30", "x".repeat(100_000)]) assert.isFalse(yield* opens(text))
    }).pipe(signedWith([newer])))
})
