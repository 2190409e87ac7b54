import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { Listener } from "../../src/http/Listener.ts"
import { Origin } from "../../src/http/Origin.ts"
import { asking, pageHeaders, password } from "./people.ts"
import { send } from "./send.ts"
import { world } from "./world.ts"

const everywhere = [
  "/",
  "/home",
  "/assets/app-1a2b.js",
  "/sw.js",
  "/nowhere",
  "/healthz",
  "/readyz",
  "/api/me",
  "/api/nowhere",
  "/api/docs",
  "/api/docs.css",
  "/api/openapi.json",
  "/api/auth/get-session",
  "/api/auth/nowhere",
  "/mqtt"
]

const post = (port: number, path: string, headers: Readonly<Record<string, string>>, body: unknown) =>
  send(port, path, { method: "POST", headers, body })

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("The edge", (it) => {
  it.effect("every answer has the headers of the house", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      for (const path of everywhere) {
        for (const method of ["GET", "HEAD", "POST", "BREW"]) {
          const { headers } = yield* send(port, path, { method: method === "BREW" ? "PROPFIND" : method })
          const where = `${method} ${path}`
          assert.match(headers["content-security-policy"] as string, /^default-src 'none'; script-src 'self'; /, where)
          assert.notMatch(headers["content-security-policy"] as string, /unsafe|\*|http:\/\/[^l]/, where)
          assert.strictEqual(headers["x-content-type-options"], "nosniff", where)
          assert.strictEqual(headers["referrer-policy"], "no-referrer", where)
          assert.strictEqual(headers["cross-origin-opener-policy"], "same-origin", where)
          assert.match(headers["x-request-id"] as string, /^[0-9a-f]{12}-[0-9a-z]+$/, where)
          assert.isDefined(headers["permissions-policy"], where)
          assert.isUndefined(headers["strict-transport-security"], where)
          assert.isUndefined(headers["x-powered-by"], where)
          if (path.startsWith("/api")) assert.strictEqual(headers["cache-control"], "no-store", where)
        }
      }
    }))

  it.effect("every request has another id", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const ids = yield* Effect.all(Array.from({ length: 50 }, () => send(port, "/healthz")), { concurrency: 10 })
      assert.strictEqual(new Set(ids.map(({ headers }) => headers["x-request-id"])).size, 50)
    }))

  it.effect("what does not exist under /api is a 404 in JSON, whatever the method", () =>
    Effect.gen(function*() {
      const ask = yield* asking({})
      for (
        const [method, path] of [["GET", "/api"], ["GET", "/api/x"], ["POST", "/api/x"], ["DELETE", "/api/me"]] as const
      ) {
        const { json, status } = yield* ask(method, path, method === "GET" ? undefined : {})
        assert.strictEqual(status, 404, `${method} ${path}`)
        assert.deepStrictEqual(json, { _tag: "NotFound", message: "Not found." })
      }
    }))

  it.effect("a body of 1 MB is refused with 413 wherever it is sent, announced or not", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const ours = pageHeaders((yield* Origin).url)
      const large = JSON.stringify({ email: "a@lumi.test", password, name: "x".repeat(1_000_000) })
      for (const path of ["/api/affirmations/", "/api/auth/sign-up/email", "/nowhere"]) {
        const { json, status } = yield* post(port, path, ours, large)
        assert.strictEqual(status, 413, path)
        assert.strictEqual((json as { readonly _tag: string })._tag, "TooLarge")
      }
      const chunked = { ...ours, "transfer-encoding": "chunked", "content-type": "application/json" }
      const { status } = yield* post(port, "/api/auth/sign-up/email", chunked, large)
      assert.strictEqual(status, 413, "chunked")
      assert.strictEqual((yield* send(port, "/healthz")).status, 200)
    }))

  it.effect("JSON under another name is refused with 415", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const ours = pageHeaders((yield* Origin).url)
      for (
        const type of [
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/jsonp"
        ]
      ) {
        for (const path of ["/api/affirmations/", "/api/auth/sign-in/email"]) {
          const { status } = yield* post(port, path, { ...ours, "content-type": type }, '{"text":"x"}')
          assert.strictEqual(status, 415, `${type} ${path}`)
        }
      }
      const { status } = yield* post(port, "/api/invites/", {
        ...ours,
        "content-type": "Application/JSON; charset=utf-8"
      }, "{}")
      assert.strictEqual(status, 401)
    }))

  it.effect("the API is described for machines and for people, with nothing from elsewhere", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const spec = (yield* send(port, "/api/openapi.json")).json as { readonly paths: Record<string, unknown> }
      const docs = yield* send(port, "/api/docs")
      for (const path of Object.keys(spec.paths)) assert.include(docs.text, `<code>${path}</code>`)
      assert.match(docs.headers["content-type"] as string, /^text\/html/)
      assert.notMatch(docs.text, /<script|style=|https?:\/\//)
    }))
})
