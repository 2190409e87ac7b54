import { assert, describe, it } from "@effect/vitest"
import type { UserId } from "@lumi/core/accounts/Account"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { layer as memory } from "@lumi/core/testing/memory/AuthStore"
import { Effect, Layer, Option, Schema } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { sessionCookie } from "../../src/accounts/Cookies.ts"
import * as Keys from "../../src/accounts/kv/Keys.ts"
import { layout } from "../../src/accounts/kv/Layout.ts"
import * as Rows from "../../src/accounts/kv/Rows.ts"
import { browser, goodPassword, otherPassword, secret, world } from "./world.ts"

const ada = "ada@lumi.test"

const signedUp = Effect.gen(function*() {
  const auth = yield* Auth
  const page = browser(auth)
  const answer = yield* page.signUp(ada)
  assert.strictEqual(answer.status, 200, answer.text)
  const signedIn = Option.getOrThrow(yield* auth.session(page.cookie()))
  return { auth, page, answer, id: signedIn.user.id, signedIn }
})

describe("a session", () => {
  it.live("begins with signing up, in a cookie that only this host gets and no script reads", () =>
    Effect.gen(function*() {
      const { answer, auth, page, signedIn } = yield* signedUp
      const [cookie = ""] = answer.headers.getSetCookie()
      assert.match(cookie, /^__Host-lumi_session=/)
      for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=2592000"]) {
        assert.include(cookie, part)
      }
      assert.notMatch(cookie, /domain/i)
      assert.strictEqual(answer.headers.getSetCookie().length, 1)
      assert.deepInclude(signedIn.user, { email: ada, name: "Ada" })
      assert.isTrue(Schema.is(Schema.String.check(Schema.isUUID(7)))(signedIn.user.id))
      assert.isTrue(signedIn.session.fresh)
      assert.isTrue(Option.isSome(yield* auth.session(new Headers(page.cookie()))))
      assert.strictEqual((yield* page.get("/get-session")).json.user?.email, ada)
      assert.notInclude((yield* page.get("/get-session")).text, "disabledAt")
    }).pipe(Effect.provide(world())))

  it.live("begins with the right password and not with a wrong one", () =>
    Effect.gen(function*() {
      const { auth } = yield* signedUp
      const other = browser(auth)
      const wrong = yield* other.signIn(ada, "not the password")
      assert.strictEqual(wrong.status, 401)
      assert.isTrue(Option.isNone(yield* auth.session(other.cookie())))
      assert.strictEqual((yield* other.signIn(ada.toUpperCase())).status, 200)
      assert.isTrue(Option.isSome(yield* auth.session(other.cookie())))
    }).pipe(Effect.provide(world())))

  it.live("ends with signing out, also for whoever copied the cookie", () =>
    Effect.gen(function*() {
      const { auth, page } = yield* signedUp
      const stolen = page.cookie()
      assert.strictEqual((yield* page.post("/sign-out")).status, 200)
      assert.strictEqual(page.jar.size, 0)
      assert.isTrue(Option.isNone(yield* auth.session(stolen)))
      const thief = browser(auth)
      thief.jar.set(sessionCookie, stolen.cookie.slice(sessionCookie.length + 1))
      assert.strictEqual((yield* thief.get("/get-session")).text, "null")
      assert.strictEqual((yield* thief.get("/list-sessions")).status, 401)
    }).pipe(Effect.provide(world())))

  it.live("needs the signature: neither the bare token nor a foreign signature opens anything", () =>
    Effect.gen(function*() {
      const { auth, page } = yield* signedUp
      const value = decodeURIComponent(page.jar.get(sessionCookie)!)
      const token = value.slice(0, value.lastIndexOf("."))
      const foreign = `${token}.${Buffer.alloc(32, 7).toString("base64")}`
      for (const forged of [token, `${token}.`, foreign, `${value}x`, ".", "", "%", "ä.ä", `${token}\u0000.x`]) {
        for (const sent of [forged, encodeURIComponent(forged)]) {
          assert.isTrue(Option.isNone(yield* auth.session({ cookie: `${sessionCookie}=${sent}` })), forged)
        }
      }
      assert.isTrue(Option.isNone(yield* auth.session({ cookie: `lumi_session=${page.jar.get(sessionCookie)}` })))
      assert.isTrue(Option.isNone(yield* auth.session({ authorization: `Bearer ${token}` })))
      assert.isTrue(Option.isNone(yield* auth.session({})))
      assert.isTrue(
        Option.isSome(yield* auth.session({ cookie: `a=b; ${sessionCookie}=${page.jar.get(sessionCookie)}; c` }))
      )
    }).pipe(Effect.provide(world())))

  it.live("survives a change of the secret while the earlier one is kept, and no longer", () =>
    Effect.gen(function*() {
      const store = Layer.succeed(AuthStore, yield* AuthStore)
      const { page } = yield* signedUp.pipe(Effect.provide(world({ store, secrets: [secret("a")] })))
      const ask = Effect.gen(function*() {
        const auth = yield* Auth
        const again = browser(auth)
        again.jar.set(sessionCookie, page.jar.get(sessionCookie)!)
        return [Option.isSome(yield* auth.session(page.cookie())), (yield* again.get("/get-session")).text !== "null"]
      })
      assert.deepStrictEqual(yield* ask.pipe(Effect.provide(world({ store, secrets: [secret("b"), secret("a")] }))), [
        true,
        true
      ])
      assert.deepStrictEqual(yield* ask.pipe(Effect.provide(world({ store, secrets: [secret("b")] }))), [false, false])
    }).pipe(Effect.provide(memory)))

  const aged = (days: number) => (row: Keys.Row) => ({
    ...row,
    createdAt: new Date(Date.parse(String(row.createdAt)) - days * 86_400_000).toISOString()
  })

  it.live("ends after 180 days, however often it was used", () =>
    Effect.gen(function*() {
      const { auth, id, page } = yield* signedUp
      const rows = Rows.make(yield* AuthStore, layout)
      yield* rows.alterAll("session", [Rows.same("userId", id)], aged(179))
      const old = Option.getOrThrow(yield* auth.session(page.cookie()))
      assert.isFalse(old.session.fresh)
      yield* rows.alterAll("session", [Rows.same("userId", id)], aged(2))
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      assert.strictEqual((yield* page.get("/get-session")).text, "null")
    }).pipe(Effect.provide(world())))

  it.live("rolls with use, and so does everything it is found by", () =>
    Effect.gen(function*() {
      const { auth, id, page } = yield* signedUp
      const store = yield* AuthStore
      const rows = Rows.make(store, layout)
      const soon = new Date(Date.now() + 86_400_000).toISOString()
      yield* rows.alterAll("session", [Rows.same("userId", id)], (row) => ({ ...row, expiresAt: soon }))
      assert.match((yield* page.get("/get-session")).headers.getSetCookie().join(), /Max-Age=2592000/)
      const [row] = yield* rows.find("session", [Rows.same("userId", id)])
      const end = Date.parse(String(row!.value.expiresAt))
      assert.isAbove(end, Date.now() + 29 * 86_400_000)
      for (const entry of Keys.entries(layout, "session", row!.value)) {
        const kept = Option.getOrThrow(yield* store.get(entry))
        assert.strictEqual(Option.getOrThrow(kept.expiresAt).epochMilliseconds, Math.floor(end / 1000) * 1000)
      }
      yield* rows.alterAll(
        "session",
        [Rows.same("userId", id)],
        (row) => ({ ...row, expiresAt: row.createdAt ?? null })
      )
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
    }).pipe(Effect.provide(world())))

  it.live("costs two reads and no write", () =>
    Effect.gen(function*() {
      const inner = yield* AuthStore
      const calls: Array<string> = []
      const store = Layer.succeed(AuthStore, {
        get: (key) => Effect.suspend(() => (calls.push("get"), inner.get(key))),
        query: (pk) => Effect.suspend(() => (calls.push("query"), inner.query(pk))),
        transact: (writes) => Effect.suspend(() => (calls.push("transact"), inner.transact(writes)))
      })
      yield* Effect.gen(function*() {
        const { auth, page } = yield* signedUp
        calls.length = 0
        yield* auth.session(page.cookie())
        assert.deepStrictEqual(calls, ["get", "get"])
        calls.length = 0
        yield* auth.session({ cookie: `${sessionCookie}=forged` })
        assert.deepStrictEqual(calls, [])
      }).pipe(Effect.provide(world({ store })))
    }).pipe(Effect.provide(memory)))

  it.live("is one of at most twenty: the oldest ends", () =>
    Effect.gen(function*() {
      const { auth, id, page } = yield* signedUp
      const rows = Rows.make(yield* AuthStore, layout)
      yield* rows.alterAll("session", [Rows.same("userId", id)], aged(1))
      for (let n = 0; n < 20; n++) assert.strictEqual((yield* browser(auth).signIn(ada)).status, 200)
      assert.strictEqual((yield* rows.find("session", [Rows.same("userId", id)])).length, 20)
      assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
      assert.strictEqual(yield* auth.signOutAll(id), 20)
    }).pipe(Effect.provide(world())), 30_000)

  it.live("over plain http also comes under a name that needs no secure connection", () => {
    const origin = "http://localhost:4000"
    return Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth, origin)
      yield* page.signUp(ada)
      assert.deepStrictEqual(Array.from(page.jar.keys()), [sessionCookie, "lumi_session"])
      page.jar.delete(sessionCookie)
      assert.isTrue(Option.isSome(yield* auth.session(page.cookie())))
      assert.strictEqual((yield* page.get("/get-session")).json.user?.email, ada)
      assert.strictEqual((yield* page.post("/sign-out")).status, 200)
      assert.strictEqual(page.jar.size, 0)
    }).pipe(Effect.provide(world({ origin })))
  })
})

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
      assert.strictEqual(link.origin + link.pathname, "https://lumi.test/reset-password")
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
      const nobody = "019845e1-682f-7b02-a706-3b2422d13aec" as UserId
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
