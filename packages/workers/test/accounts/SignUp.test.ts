import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { ada, browser, goodPassword, world } from "./world.ts"

describe("signing up", () => {
  it.live("tells the rest of Lumi who has come", () => {
    const come: Array<object> = []
    return Effect.gen(function*() {
      const auth = yield* Auth
      const { json } = yield* browser(auth).signUp("Ada@Lumi.test", goodPassword, "  Ada\u202E ")
      assert.deepStrictEqual(come, [{ id: json.user?.id, email: ada, name: "Ada" }])
    }).pipe(Effect.provide(world({ created: (user) => Effect.sync(() => come.push(user)) })))
  })

  it.live("succeeds even when that fails", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      assert.strictEqual((yield* browser(auth).signUp(ada)).status, 200)
    }).pipe(Effect.provide(world({ created: () => Effect.die("the rest of Lumi is down") }))))

  it.live("with one address by ten at once makes one account", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const answers = yield* Effect.forEach([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], () => browser(auth).signUp(ada), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(9).fill(422)])
      assert.strictEqual((yield* browser(auth).signIn(ada)).status, 200)
    }).pipe(Effect.provide(world())))

  it.live("takes names of 1 to 60 characters that every store can keep, and no pictures", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      for (const name of ["", "   ", "\u202E", "a".repeat(61), "a\u0000b", "\ud800", "a\udc00", 7, null, ["a"]]) {
        const answer = yield* browser(auth).post("/sign-up/email", { email: ada, password: goodPassword, name })
        assert.deepStrictEqual([answer.status, answer.json.code], [400, "INVALID_NAME"], JSON.stringify(name))
      }
      for (const body of ["null", "[]", "7", '"x"', "{", ""]) {
        const answer = yield* browser(auth).post("/sign-up/email", body)
        assert.strictEqual(answer.status, 400, body)
      }
      const body = { email: ada, password: goodPassword, name: "💚".repeat(60) }
      for (const more of [{ image: "https://tracker.test/a.png" }, { disabledAt: "2026-01-01" }]) {
        assert.strictEqual((yield* browser(auth).post("/sign-up/email", { ...body, ...more })).status, 400)
      }
      const made = yield* browser(auth).post("/sign-up/email", { ...body, emailVerified: true, id: "chosen" })
      assert.deepStrictEqual([made.status, made.json.user?.name, made.json.user?.image], [200, "💚".repeat(60), null])
      assert.notStrictEqual(made.json.user?.id, "chosen")
      assert.include(made.text, '"emailVerified":false')
    }).pipe(Effect.provide(world())))

  it.live("takes addresses that are some, of at most 254 characters", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      for (const email of ["", "ada", "a@b", `${"a".repeat(64)}@${"b".repeat(190)}.test`, "a\u0000@lumi.test", 7]) {
        assert.strictEqual(
          (yield* browser(auth).post("/sign-up/email", { email, password: goodPassword, name: "A" })).status,
          400
        )
      }
    }).pipe(Effect.provide(world())))

  it.live("takes passwords of 12 to 128 characters that are not easy", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const refusedFor = (password: string) =>
        Effect.map(browser(auth).signUp("ada.lovelace@lumi.test", password, "Ada Lovelace"), ({ json }) => json.code)
      assert.strictEqual(yield* refusedFor("elevenchars"), "PASSWORD_TOO_SHORT")
      assert.strictEqual(yield* refusedFor("z 7".repeat(43)), "PASSWORD_TOO_EASY")
      assert.strictEqual(yield* refusedFor(`${goodPassword} `.repeat(9)), "PASSWORD_TOO_LONG")
      assert.strictEqual(yield* refusedFor("Adalovelace123"), "PASSWORD_TOO_EASY")
      assert.strictEqual(yield* refusedFor(goodPassword), undefined)
    }).pipe(Effect.provide(world())))
})

describe("who may sign up", () => {
  it.live("is nobody where sign-up is closed, whatever they bring", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      for (const headers of [{}, { "x-lumi-invite": "open-invite" }]) {
        const answer = yield* browser(auth).signUp(ada, goodPassword, "Ada", headers)
        assert.deepStrictEqual([answer.status, answer.json.code], [403, "SIGN_UP_CLOSED"])
      }
    }).pipe(Effect.provide(world({ signUp: "closed" }))))

  it.live("is whoever brings an open invite where one is needed", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      for (const headers of [{}, { "x-lumi-invite": "" }, { "x-lumi-invite": "guessed" }]) {
        const answer = yield* browser(auth).signUp(ada, goodPassword, "Ada", headers)
        assert.deepStrictEqual([answer.status, answer.json.code], [403, "SIGN_UP_NEEDS_INVITE"])
      }
      const made = yield* browser(auth).signUp(ada, goodPassword, "Ada", { "x-lumi-invite": "open-invite" })
      assert.strictEqual(made.status, 200)
      const asField = { email: "b@lumi.test", password: goodPassword, name: "B", invite: "open-invite" }
      assert.strictEqual(
        (yield* browser(auth).post("/sign-up/email", { ...asField, invite: ["open-invite"] })).status,
        403
      )
      assert.strictEqual((yield* browser(auth).post("/sign-up/email", asField)).status, 200)
    }).pipe(Effect.provide(world({ signUp: "invite" }))))

  it.live("guesses invites at most twenty times an hour from one address", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth)
      for (let n = 0; n < 20; n++) {
        assert.strictEqual((yield* page.signUp(ada, goodPassword, "Ada", { "x-lumi-invite": `${n}` })).status, 403)
      }
      const answer = yield* page.signUp(ada, goodPassword, "Ada", { "x-lumi-invite": "open-invite" })
      assert.strictEqual(answer.status, 429)
    }).pipe(Effect.provide(world({ signUp: "invite" }))))
})
