import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { ada, browser, goodPassword, world } from "./world.ts"

const times = Array.from({ length: 100 }, (_, n) => n)

describe("wrong passwords", () => {
  it.live(
    "from a hundred addresses are looked at ten times, and lock nobody out of an address they know",
    () =>
      Effect.gen(function*() {
        const auth = yield* Auth
        const home = browser(auth)
        yield* home.signUp(ada)
        const guesses = yield* Effect.forEach(times, (n) => browser(auth).signIn(ada, `wrong password ${n}`), {
          concurrency: 10
        })
        assert.strictEqual(guesses.filter(({ status }) => status === 401).length, 10)
        const refused = guesses.filter(({ status }) => status === 429)
        assert.strictEqual(refused.length, 90)
        assert.isAbove(Number(refused.at(-1)?.headers.get("retry-after")), 800)
        assert.strictEqual((yield* browser(auth).signIn(ada)).status, 429)
        assert.strictEqual((yield* home.signIn(ada)).status, 200)
        assert.strictEqual((yield* browser(auth).signIn("ben@lumi.test")).status, 401)
      }).pipe(Effect.provide(world())),
    30_000
  )

  it.live(
    "for an account that does not exist are limited in the same way, with the same words",
    () =>
      Effect.gen(function*() {
        const auth = yield* Auth
        yield* browser(auth).signUp(ada)
        const tried = (email: string) =>
          Effect.forEach(times.slice(0, 12), () => browser(auth).signIn(email, "a wrong password"), { concurrency: 1 })
            .pipe(
              Effect.map((answers) => answers.map(({ headers, status, text }) => [status, text, [...headers.keys()]]))
            )
        assert.deepStrictEqual(yield* tried(ada), yield* tried("nobody@lumi.test"))
      }).pipe(Effect.provide(world())),
    30_000
  )

  it.live("before the right one are forgiven", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      yield* browser(auth).signUp(ada)
      for (let round = 0; round < 2; round++) {
        const page = browser(auth)
        for (let n = 0; n < 6; n++) assert.strictEqual((yield* page.signIn(ada, "a wrong password")).status, 401)
        assert.strictEqual((yield* page.signIn(ada)).status, 200)
      }
    }).pipe(Effect.provide(world())))

  it.live("instead of the old one are limited for a stolen session too", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth)
      yield* page.signUp(ada)
      const answers = yield* Effect.forEach(times.slice(0, 11), (n) => {
        const elsewhere = browser(auth)
        page.jar.forEach((value, name) => elsewhere.jar.set(name, value))
        elsewhere.jar.set("decoy", String(n))
        return elsewhere.post("/change-password", {
          currentPassword: "a wrong password",
          newPassword: "quiet rain on slates"
        })
      }, { concurrency: 1 })
      assert.deepStrictEqual(answers.map(({ status }) => status), [...Array(10).fill(400), 429])
    }).pipe(Effect.provide(world())))
})

describe("requests", () => {
  it.live("of one address are limited per path, and others are not", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth)
      const statuses: Array<number> = []
      for (let n = 0; n < 22; n++) statuses.push((yield* page.signUp(`a${n}@lumi.test`, "short")).status)
      assert.deepStrictEqual(statuses, [...Array(20).fill(400), 429, 429])
      assert.strictEqual((yield* page.signIn(ada)).status, 401)
      assert.strictEqual((yield* browser(auth).signUp(ada)).status, 200)
    }).pipe(Effect.provide(world())))

  it.live("cannot choose the address they are counted under", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth)
      const statuses: Array<number> = []
      for (let n = 0; n < 21; n++) {
        const headers = {
          "x-forwarded-for": `10.9.9.${n}`,
          "x-real-ip": `10.9.9.${n}`,
          "cf-connecting-ip": `10.9.9.${n}`
        }
        statuses.push((yield* page.signUp(ada, "short", "Ada", headers)).status)
      }
      assert.strictEqual(statuses.at(-1), 429)
    }).pipe(Effect.provide(world())))
})

describe("pages of others", () => {
  it.live("are told no", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth)
      yield* page.signUp(ada)
      const body = { currentPassword: goodPassword, newPassword: "quiet rain on slates" }
      for (const origin of ["https://evil.test", "null", "", "https://lumi.test.evil.test", "http://lumi.test"]) {
        const answer = yield* page.post("/change-password", body, { origin, "sec-fetch-site": "cross-site" })
        assert.strictEqual(answer.status, 403, origin)
      }
      const form = yield* page.post("/change-password", "currentPassword=x", {
        "content-type": "application/x-www-form-urlencoded"
      })
      assert.strictEqual(form.status, 415)
      const stranger = browser(auth)
      const crossSite = { origin: "https://evil.test", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }
      assert.strictEqual(
        (yield* stranger.post("/sign-in/email", { email: ada, password: goodPassword }, crossSite)).status,
        403
      )
      for (const callbackURL of ["https://evil.test/", "//evil.test", "javascript:alert(1)", "/\\evil.test"]) {
        const answer = yield* page.post("/sign-in/email", { email: ada, password: goodPassword, callbackURL })
        assert.strictEqual(answer.status, 403, callbackURL)
      }
      assert.strictEqual((yield* page.get("/get-session")).json.user?.email, ada)
    }).pipe(Effect.provide(world())))
})

describe("what Better Auth could do besides", () => {
  it.live("does not exist, first of all what hands out tokens", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      const page = browser(auth)
      yield* page.signUp(ada)
      const paths = [
        "/get-access-token",
        "/refresh-token",
        "/account-info",
        "/list-accounts",
        "/unlink-account",
        "/link-social",
        "/sign-in/social",
        "/callback/spotify",
        "/update-user",
        "/update-session",
        "/change-email",
        "/delete-user",
        "/set-password",
        "/verify-password",
        "/reset-password/token",
        "/ok",
        "/error",
        "/",
        "",
        "/../../etc/passwd"
      ]
      for (const path of paths) {
        assert.strictEqual((yield* page.post(path)).status, 404, path)
        assert.strictEqual((yield* page.get(path)).status, 404, path)
      }
      assert.strictEqual((yield* page.get("/sign-out")).status, 404)
    }).pipe(Effect.provide(world())))
})
