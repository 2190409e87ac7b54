import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Option } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { MailTime } from "../../src/accounts/Handler.ts"
import * as smtp from "./smtp.ts"
import { ada, browser, goodPassword, otherPassword, world } from "./world.ts"

/** Waits for a mail: they are sent behind the answers. */
const arrived = (mails: ReadonlyArray<smtp.Mail>, count: number) =>
  Effect.gen(function*() {
    for (let n = 0; n < 200 && mails.length < count; n++) yield* Effect.sleep("10 millis")
    assert.strictEqual(mails.length, count)
    return mails.at(-1)!
  })

const linkIn = ({ text }: smtp.Mail) => new URL(/https:\/\/\S+/.exec(text)![0])

/** An instance with a mail server, and the mails that arrived there. */
const withMail = <A, E>(test: (auth: Auth["Service"], mails: ReadonlyArray<smtp.Mail>) => Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const { mails, url } = yield* smtp.server
    return yield* Effect.gen(function*() {
      return yield* test(yield* Auth, mails)
    }).pipe(Effect.provide(world({ smtp: url })))
  }).pipe(Effect.scoped)

const verified = (auth: Auth["Service"], mails: ReadonlyArray<smtp.Mail>) =>
  Effect.gen(function*() {
    const page = browser(auth)
    assert.strictEqual((yield* page.signUp(ada)).status, 200)
    const link = linkIn(yield* arrived(mails, 1))
    yield* page.get(link.pathname.replace("/api/auth", "") + link.search)
    return page
  })

describe("with a mail server", () => {
  it.live("an account is used once its address is shown to be theirs", () =>
    withMail((auth, mails) =>
      Effect.gen(function*() {
        const page = browser(auth)
        yield* page.post("/sign-up/email", { email: ada, password: goodPassword, name: "Ada", callbackURL: "/pair" })
        assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
        const mail = yield* arrived(mails, 1)
        assert.deepStrictEqual([mail.to, mail.from], [ada, "Lumi <lumi@lumi.test>"])
        assert.strictEqual((yield* page.signIn(ada)).json.code, "EMAIL_NOT_VERIFIED")
        assert.strictEqual((yield* page.signIn(ada, "not the password")).status, 401)
        const link = linkIn(mail)
        assert.strictEqual(link.origin, "https://lumi.test")
        const answer = yield* page.get(link.pathname.replace("/api/auth", "") + link.search)
        assert.deepStrictEqual([answer.status, answer.headers.get("location")], [302, "/pair"])
        assert.strictEqual(page.jar.size, 0)
        assert.strictEqual((yield* page.signIn(ada)).status, 200)
      })
    ))

  it.live("signing up tells nobody who has an account, but tells whoever has", () =>
    withMail((auth, mails) =>
      Effect.gen(function*() {
        yield* verified(auth, mails)
        const shape = (email: string) =>
          Effect.map(browser(auth).signUp(email, otherPassword, "Ada"), ({ headers, json, status }) => ({
            status,
            headers: Array.from(headers.keys()),
            json: {
              ...json,
              user: Object.entries(json.user ?? {}).map(([key, value]) => key === "image" ? [key, value] : key)
            }
          }))
        const taken = yield* shape(ada)
        assert.deepStrictEqual(taken, yield* shape("new@lumi.test"))
        assert.strictEqual(taken.status, 200)
        yield* arrived(mails, 3)
        assert.deepStrictEqual(mails.slice(1).map(({ subject, to }) => [to, subject]).toSorted(), [
          [ada, "You already have an account"],
          ["new@lumi.test", "Is this your address?"]
        ])
        assert.strictEqual((yield* browser(auth).signIn(ada, otherPassword)).status, 401)
      })
    ))

  it.live("a lost password is reset by a link, which is told afterwards", () =>
    withMail((auth, mails) =>
      Effect.gen(function*() {
        const page = yield* verified(auth, mails)
        yield* page.signIn(ada)
        const stranger = browser(auth)
        const asked = (email: string) => stranger.post("/request-password-reset", { email })
        const [known, unknown] = [yield* asked(ada), yield* asked("nobody@lumi.test")]
        assert.deepStrictEqual([known.status, known.text], [unknown.status, unknown.text])
        const link = linkIn(yield* arrived(mails, 2))
        assert.strictEqual(link.pathname, "/reset")
        const token = link.hash.slice("#token=".length)
        assert.strictEqual((yield* stranger.post("/reset-password", { newPassword: otherPassword, token })).status, 200)
        assert.isTrue(Option.isNone(yield* auth.session(page.cookie())))
        assert.strictEqual((yield* arrived(mails, 3)).subject, "Your password was changed")
        yield* page.signIn(ada, otherPassword)
        yield* page.post("/change-password", { currentPassword: otherPassword, newPassword: goodPassword })
        assert.strictEqual((yield* arrived(mails, 4)).subject, "Your password was changed")
      })
    ))

  it.live("nobody's mailbox is filled by whoever knows the address", () =>
    withMail((auth, mails) =>
      Effect.gen(function*() {
        yield* verified(auth, mails)
        yield* Effect.forEach([1, 2, 3, 4, 5, 6, 7, 8], () =>
          browser(auth).post("/request-password-reset", { email: ada }), {
          concurrency: "unbounded"
        })
        yield* arrived(mails, 5)
        yield* Effect.sleep("200 millis")
        assert.strictEqual(mails.length, 5)
      })
    ))
})

describe("where a process stands still once it has answered", () => {
  it.live("mails are gone before the answer, which takes as long when there is none", () =>
    Effect.gen(function*() {
      const { mails, url } = yield* smtp.server
      const still = world({ smtp: url }).pipe(Layer.provide(Layer.succeed(MailTime, Duration.millis(2000))))
      yield* Effect.gen(function*() {
        const auth = yield* Auth
        const [signUp] = yield* Effect.timed(browser(auth).signUp(ada))
        assert.isAtLeast(Duration.toMillis(signUp), 2000)
        assert.strictEqual(mails.length, 1)
        const stranger = browser(auth)
        const ask = (email: string) => Effect.timed(stranger.post("/request-password-reset", { email }))
        // a busy machine holds up the one or the other now and then, but not the same one each time
        let asked = 0
        let apart = Number.POSITIVE_INFINITY
        while (apart >= 150 && asked++ < 4) {
          const [[known], [unknown]] = yield* Effect.all([ask(ada), ask("nobody@lumi.test")])
          assert.isAtLeast(Math.min(Duration.toMillis(known), Duration.toMillis(unknown)), 2000)
          apart = Math.abs(Duration.toMillis(known) - Duration.toMillis(unknown))
        }
        assert.isBelow(apart, 150)
        assert.strictEqual(mails.length, 1 + asked)
      }).pipe(Effect.provide(still))
    }).pipe(Effect.scoped))
})

describe("without a mail server", () => {
  it.live("nobody is promised a link that cannot come", () =>
    Effect.gen(function*() {
      const answer = yield* browser(yield* Auth).post("/request-password-reset", { email: ada })
      assert.deepStrictEqual([answer.status, answer.json.code], [400, "RESET_PASSWORD_DISABLED"])
    }).pipe(Effect.provide(world())))

  it.live("a mail server that is away fails nobody's request", () =>
    Effect.gen(function*() {
      const auth = yield* Auth
      assert.strictEqual((yield* browser(auth).signUp(ada)).status, 200)
      assert.strictEqual((yield* browser(auth).post("/request-password-reset", { email: ada })).status, 200)
    }).pipe(Effect.provide(world({ smtp: "smtp://127.0.0.1:1" }))))
})
