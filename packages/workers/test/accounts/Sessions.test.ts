import { assert, describe, it } from "@effect/vitest"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { layer as memory } from "@lumi/core/testing/memory/AuthStore"
import { Effect, Layer, Option, Schema } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { sessionCookie } from "../../src/accounts/Cookies.ts"
import * as Keys from "../../src/accounts/kv/Keys.ts"
import { layout } from "../../src/accounts/kv/Layout.ts"
import * as Rows from "../../src/accounts/kv/Rows.ts"
import { ada, browser, secret, signedUp, world } from "./world.ts"

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

  it.live("is named to pages by a handle: no token reaches them, and a handle ends one's own sessions only", () =>
    Effect.gen(function*() {
      const { answer, auth, page } = yield* signedUp
      const value = decodeURIComponent(page.jar.get(sessionCookie)!)
      const token = value.slice(0, value.lastIndexOf("."))
      const other = browser(auth)
      const answers = [answer.text, (yield* other.signIn(ada)).text, (yield* page.get("/get-session")).text]
      const listed = (yield* page.get("/list-sessions")).text
      for (const text of [...answers, listed]) assert.notInclude(text, token)

      const handles = Array.from(listed.matchAll(/"token":"([^"]+)"/g), ([, handle]) => handle)
      assert.strictEqual(handles.length, 2)
      const stranger = browser(auth)
      yield* stranger.post("/sign-up/email", {
        email: "cleo@example.org",
        name: "Cleo",
        password: "a long and odd pass"
      })
      for (const handle of handles) yield* stranger.post("/revoke-session", { token: handle })
      assert.isTrue(Option.isSome(yield* auth.session(other.cookie())))
      yield* page.post("/revoke-session", { token })
      assert.isTrue(Option.isSome(yield* auth.session(page.cookie())))
      const mine = /"token":"([^"]+)"/.exec(answers[2]!)?.[1]
      yield* page.post("/revoke-session", { token: handles.find((handle) => handle !== mine) })
      assert.isTrue(Option.isNone(yield* auth.session(other.cookie())))
      assert.isTrue(Option.isSome(yield* auth.session(page.cookie())))
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
    }).pipe(Effect.provide(world())))

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
