import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import * as FunctionUrl from "../../src/http/FunctionUrl.ts"
import { functionUrlEvent } from "./functionUrlEvent.ts"
import { pageHeaders, password } from "./people.ts"
import { functionWorld } from "./world.ts"

const origin = "https://lumi.example.org"
const ours = { ...pageHeaders(origin), "x-lumi-viewer": "203.0.113.7" }

let asked = 0
const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: unknown) =>
  FunctionUrl.handle(functionUrlEvent(method, path, headers, body), `aws-request-${++asked}`)
const json = ({ body }: FunctionUrl.Answer): Readonly<Record<string, unknown>> => JSON.parse(body)

layer(functionWorld(origin), { excludeTestServices: true })("The API as a function behind CloudFront", (it) => {
  it.effect("signs people up and knows them by their cookie", () =>
    Effect.gen(function*() {
      const who = { email: "ada@lumi.test", password, name: "Ada" }
      const signedUp = yield* ask("POST", "/api/auth/sign-up/email", ours, who)
      assert.strictEqual(signedUp.statusCode, 200)
      assert.notProperty(signedUp.headers, "set-cookie")
      const cookie = signedUp.cookies[0] ?? ""
      assert.match(cookie, /^__Host-lumi_session=.*; Secure/)
      const me = yield* ask("GET", "/api/me", { ...ours, cookie: `other=1; ${cookie.split(";")[0]}` })
      assert.strictEqual(me.statusCode, 200)
      assert.strictEqual(me.isBase64Encoded, false)
      assert.include(me.body, "Ada")
    }))

  it.effect("has the headers of the house, and the name that Lambda gave the request", () =>
    Effect.gen(function*() {
      for (const asking of ["GET /healthz", "GET /nowhere", "HEAD /api/me", "PATCH /api/me"]) {
        const [method = "", path = ""] = asking.split(" ")
        const { headers } = yield* ask(method, path, ours)
        assert.match(headers["content-security-policy"] ?? "", /^default-src 'none'/)
        assert.strictEqual(headers["strict-transport-security"], "max-age=31536000; includeSubDomains")
        assert.strictEqual(headers["x-request-id"], `aws-request-${asked}`)
        assert.strictEqual(headers["cache-control"], "no-store")
      }
    }))

  it.effect("serves no page: those come from the bucket", () =>
    Effect.gen(function*() {
      for (const path of ["/", "/home", "/index.html"]) {
        assert.strictEqual((yield* ask("GET", path, ours)).statusCode, 404, path)
      }
    }))

  it.effect("refuses what comes from elsewhere, in another form, or too large, whatever length was announced", () =>
    Effect.gen(function*() {
      const post = (headers: Readonly<Record<string, string>>, body: unknown) =>
        Effect.map(ask("POST", "/api/auth/sign-in/email", headers, body), ({ statusCode }) => statusCode)
      assert.strictEqual(yield* post({ "sec-fetch-site": "cross-site", origin }, {}), 403)
      assert.strictEqual(yield* post({ "sec-fetch-site": "same-origin", "content-type": "text/plain" }, {}), 415)
      assert.strictEqual(yield* post(ours, { name: "x".repeat(70_000) }), 413)
      assert.strictEqual(yield* post({ ...ours, "content-length": "2" }, { name: "x".repeat(70_000) }), 413)
      assert.strictEqual(yield* post({ ...ours, "content-length": "2" }, { email: "a@lumi.test", password }), 401)
    }))

  it.effect("leaves to Lambda what Lambda says itself", () =>
    Effect.gen(function*() {
      const tooLarge = yield* ask("POST", "/api/auth/sign-in/email", ours, { name: "x".repeat(70_000) })
      assert.notProperty(tooLarge.headers, "connection")
      const head = yield* ask("HEAD", "/api/openapi.json", ours)
      assert.strictEqual(head.statusCode, 200)
      assert.strictEqual(head.body, "")
      assert.notProperty(head.headers, "content-length")
    }))

  it.effect("what cannot be a request is a 400", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* ask("TRACE", "/api/me", ours)).statusCode, 400)
      assert.strictEqual((yield* ask("GET", "/api/me", { "bad header": "x" })).statusCode, 400)
    }))

  it.effect("a body of bytes is read as they are", () =>
    Effect.gen(function*() {
      const event = functionUrlEvent("POST", "/api/auth/sign-in/email", ours, {
        email: "bea@lumi.test",
        password: "grüne Kanäle 💛"
      })
      const encoded = { ...event, body: Buffer.from(event.body ?? "").toString("base64"), isBase64Encoded: true }
      assert.strictEqual((yield* FunctionUrl.handle(encoded, "x")).statusCode, 401)
    }))
})

const mirror = Layer.mock(Auth, {
  handler: async (request) => Response.json({ ip: request.headers.get("x-lumi-ip"), url: request.url })
})

layer(functionWorld(origin, { auth: mirror }), { excludeTestServices: true })(
  "Whoever asks a function behind CloudFront",
  (it) => {
    it.effect("is known by the address CloudFront saw, never by one that was sent", () =>
      Effect.gen(function*() {
        const seen = (headers: Readonly<Record<string, string>>) =>
          Effect.map(ask("GET", "/api/auth/get-session", headers), (answer) => json(answer)["ip"])
        const forged = { "x-forwarded-for": "6.6.6.6", "x-lumi-ip": "1.2.3.4", "true-client-ip": "6.6.6.6" }
        assert.strictEqual(yield* seen({ ...forged, "x-lumi-viewer": "203.0.113.7" }), "203.0.113.7")
        assert.strictEqual(yield* seen({ "x-lumi-viewer": "2001:db8::1:2" }), "2001:db8::1:2")
        assert.strictEqual(yield* seen({ ...forged, "x-lumi-viewer": "no address" }), "unknown")
        assert.strictEqual(yield* seen(forged), "unknown")
      }))

    it.effect("keeps their query, and our own origin whatever Host was sent", () =>
      Effect.gen(function*() {
        const answer = yield* ask("GET", "/api/auth/get-session?a=%2F&b=1", { host: "evil.test" })
        assert.strictEqual(json(answer)["url"], `${origin}/api/auth/get-session?a=%2F&b=1`)
      }))
  }
)
