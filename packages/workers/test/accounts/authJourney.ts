import { assert, describe, it } from "@effect/vitest"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { Effect, type Layer, Option } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { ada, browser, goodPassword, otherPassword, signedUp, world } from "./world.ts"

/** What accounts do, over a real store. */
export const journey = (name: string, store: Layer.Layer<AuthStore>) =>
  describe(name, () => {
    it.live("somebody signs up, out and in, changes the password, loses it, is disabled", () =>
      Effect.gen(function*() {
        const { auth, id, page } = yield* signedUp
        yield* page.post("/sign-out")
        assert.strictEqual((yield* page.signIn(ada, "not the password")).status, 401)
        assert.strictEqual((yield* page.signIn(ada)).status, 200)
        yield* page.post("/change-password", { currentPassword: goodPassword, newPassword: otherPassword })
        const token = (yield* auth.resetLink(id)).split("token=")[1]
        const reset = () => page.post("/reset-password", { newPassword: goodPassword, token })
        const resets = yield* Effect.all([reset(), reset(), reset()], { concurrency: "unbounded" })
        assert.deepStrictEqual(resets.map(({ status }) => status).toSorted(), [200, 400, 400])
        assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
        assert.strictEqual((yield* page.signIn(ada)).status, 200)
        assert.isTrue(Option.isSome(yield* auth.session(page.cookie())))
        yield* auth.disable(id)
        assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      }).pipe(Effect.provide(world({ store }))))

    it.live("ten at once make one account of one address", () =>
      Effect.gen(function*() {
        const auth = yield* Auth
        const answers = yield* Effect.all(Array.from({ length: 10 }, () => browser(auth).signUp(ada)), {
          concurrency: "unbounded"
        })
        assert.deepStrictEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(9).fill(422)])
      }).pipe(Effect.provide(world({ store }))))
  })
