import { assert, describe, it } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { layer as memory } from "@lumi/core/testing/memory/AuthStore"
import { Deferred, Effect, Fiber, Layer, Option } from "effect"
import { layout } from "../../src/accounts/kv/Layout.ts"
import * as Rows from "../../src/accounts/kv/Rows.ts"
import { ada, browser, goodPassword, otherPassword, signedUp, world } from "./world.ts"

describe("a password", () => {
  it.live("that was changed ends all other sessions", () =>
    Effect.gen(function*() {
      const { auth, page } = yield* signedUp
      const other = browser(auth)
      yield* other.signIn(ada)
      const change = (currentPassword: string, newPassword = otherPassword) =>
        page.post("/change-password", { currentPassword, newPassword, revokeOtherSessions: false })
      assert.strictEqual((yield* change("not the password")).status, 400)
      assert.strictEqual((yield* change(goodPassword, "password1234")).json.code, "PASSWORD_TOO_EASY")
      assert.strictEqual((yield* change(goodPassword)).status, 200)
      assert.isTrue(Option.isNone(yield* auth.session(other.cookie())))
      assert.isTrue(Option.isSome(yield* auth.session(page.cookie())))
      assert.strictEqual((yield* other.signIn(ada)).status, 401)
      assert.strictEqual((yield* other.signIn(ada, otherPassword)).status, 200)
    }).pipe(Effect.provide(world())))

  it.live("is set anew by the operator's link: once, and all sessions end", () =>
    Effect.gen(function*() {
      const { auth, id, page } = yield* signedUp
      const link = new URL(yield* auth.resetLink(ada.toUpperCase()))
      assert.strictEqual(link.origin + link.pathname, "https://lumi.test/reset")
      const token = new URLSearchParams(link.hash.slice(1)).get("token")!
      const other = browser(auth)
      const reset = (newPassword = otherPassword, by = token) =>
        other.post("/reset-password", { newPassword, token: by })
      assert.strictEqual((yield* reset("short")).json.code, "PASSWORD_TOO_SHORT")
      assert.strictEqual((yield* reset("passwordpassword")).json.code, "PASSWORD_TOO_EASY")
      assert.strictEqual((yield* reset(otherPassword, `${token}x`)).status, 400)
      assert.strictEqual((yield* reset()).status, 200)
      assert.strictEqual((yield* reset()).status, 400)
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      assert.strictEqual((yield* other.signIn(ada)).status, 401)
      assert.strictEqual((yield* other.signIn(ada, otherPassword)).status, 200)
      assert.match(yield* auth.resetLink(id), /#token=[\w-]{43}$/)
      for (const nobody of ["ben@lumi.test", "nobody"]) {
        assert.strictEqual((yield* auth.resetLink(nobody).pipe(Effect.flip))._tag, "AccountNotFound")
      }
    }).pipe(Effect.provide(world())))

  it.live("may be reset by two at once with one link: one does", () =>
    Effect.gen(function*() {
      const { auth } = yield* signedUp
      const token = (yield* auth.resetLink(ada)).split("token=")[1]
      const reset = Effect.suspend(() => browser(auth).post("/reset-password", { newPassword: otherPassword, token }))
      const answers = yield* Effect.all([reset, reset, reset, reset], { concurrency: "unbounded" })
      assert.deepStrictEqual(answers.map(({ status }) => status).toSorted(), [200, 400, 400, 400])
    }).pipe(Effect.provide(world())))
})

describe("a sign-in that is slower than a change of the password", () => {
  /** A store that holds back the next session that is made, once it is told to. */
  const holding = Effect.gen(function*() {
    const inner = yield* AuthStore
    const [reached, go] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
    let armed = false
    const store = Layer.succeed(AuthStore, {
      ...inner,
      transact: Effect.fnUntraced(function*(writes) {
        if (armed && writes[0]?.pk.startsWith("AUTH#session#") === true) {
          armed = false
          yield* Deferred.succeed(reached, undefined)
          yield* Deferred.await(go)
        }
        yield* inner.transact(writes)
      })
    })
    return { store, reached, go, arm: () => (armed = true) }
  })

  it.live.each(["reset", "changed"])("gets no session of the old one (%s)", (how) =>
    Effect.gen(function*() {
      const { arm, go, reached, store } = yield* holding
      yield* Effect.gen(function*() {
        const { auth, page } = yield* signedUp
        const token = (yield* auth.resetLink(ada)).split("token=")[1]
        const slow = browser(auth)
        arm()
        const signingIn = yield* Effect.forkChild(slow.signIn(ada))
        yield* Deferred.await(reached)
        const answer = how === "reset"
          ? yield* page.post("/reset-password", { newPassword: otherPassword, token })
          : yield* page.post("/change-password", { currentPassword: goodPassword, newPassword: otherPassword })
        assert.strictEqual(answer.status, 200)
        yield* Deferred.succeed(go, undefined)
        yield* Fiber.join(signingIn)
        assert.isTrue(Option.isNone(yield* auth.session(slow.cookie())))
        assert.strictEqual(Option.isSome(yield* auth.session(page.cookie())), how === "changed")
        assert.strictEqual((yield* slow.signIn(ada, otherPassword)).status, 200)
        assert.isTrue(Option.isSome(yield* auth.session(slow.cookie())))
      }).pipe(Effect.provide(world({ store })))
    }).pipe(Effect.provide(memory)))
})

describe("a disabled user", () => {
  it.live("is out at once and cannot sign in until enabled", () =>
    Effect.gen(function*() {
      const { auth, id, page } = yield* signedUp
      yield* auth.disable(id)
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      const again = yield* page.signIn(ada)
      assert.deepInclude({ status: again.status, code: again.json.code }, { status: 403, code: "ACCOUNT_DISABLED" })
      assert.strictEqual((yield* page.signIn(ada, "not the password")).status, 401)
      yield* auth.enable(id)
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      assert.strictEqual((yield* page.signIn(ada)).status, 200)
      const nobody = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
      assert.strictEqual((yield* auth.disable(nobody).pipe(Effect.flip))._tag, "AccountNotFound")
    }).pipe(Effect.provide(world())))

  it.live("has no session even if one begins at that moment", () =>
    Effect.gen(function*() {
      const { auth, id, page } = yield* signedUp
      const rows = Rows.make(yield* AuthStore, layout)
      yield* rows.alter("user", [Rows.same("id", id)], (row) => ({ ...row, disabledAt: "2026-01-01T00:00:00.000Z" }))
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      assert.strictEqual((yield* page.get("/list-sessions")).status, 401)
    }).pipe(Effect.provide(world())))
})

describe("an outage of the store", () => {
  it.live("is said as 503, and not as something the person did", () =>
    Effect.gen(function*() {
      const inner = yield* AuthStore
      let down = false
      const orDown = <A, E>(effect: Effect.Effect<A, E>) =>
        Effect.suspend((): Effect.Effect<A, E | StoreUnavailable> =>
          down ? Effect.fail(new StoreUnavailable({ operation: "test", cause: "down" })) : effect
        )
      const store = Layer.succeed(AuthStore, {
        get: (key) => orDown(inner.get(key)),
        query: (pk) => orDown(inner.query(pk)),
        transact: (writes) => orDown(inner.transact(writes))
      })
      yield* Effect.gen(function*() {
        const { auth, page } = yield* signedUp
        down = true
        assert.strictEqual((yield* auth.session(page.cookie()).pipe(Effect.flip))._tag, "StoreUnavailable")
        assert.strictEqual((yield* auth.resetLink(ada).pipe(Effect.flip))._tag, "StoreUnavailable")
        const stranger = browser(auth)
        for (
          const answer of [
            yield* page.get("/get-session"),
            yield* stranger.signIn(ada),
            yield* stranger.signUp("b@lumi.test")
          ]
        ) {
          assert.strictEqual(answer.status, 503)
          assert.strictEqual(answer.headers.get("retry-after"), "5")
        }
        down = false
        assert.strictEqual((yield* page.get("/get-session")).json.user?.email, ada)
      }).pipe(Effect.provide(world({ store })))
    }).pipe(Effect.provide(memory)))
})
