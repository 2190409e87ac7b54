import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Auth } from "../../src/accounts/Auth.ts"
import { Listener } from "../../src/http/Listener.ts"
import { Origin } from "../../src/http/Origin.ts"
import { asking, pageHeaders } from "./people.ts"
import { send } from "./send.ts"
import { world } from "./world.ts"

const cookies = ["__Host-a=b%2Bc; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=60", "plain=1; Path=/"]

/** Answers with what it was asked. */
const mirror = Layer.mock(Auth, {
  handler: async (request) => {
    const { method, url } = request
    const headers = new Headers({ "content-type": "application/json", "x-content-type-options": "hijacked" })
    for (const cookie of cookies) headers.append("set-cookie", cookie)
    if (url.endsWith("/redirect")) return new Response(null, { status: 302, headers: { location: "/sign-in" } })
    if (url.endsWith("/break")) throw new Error("canary in a bug")
    return Response.json({ method, url, ip: request.headers.get("x-lumi-ip"), body: await request.text() }, { headers })
  }
})

interface Seen {
  readonly method: string
  readonly url: string
  readonly ip: string
  readonly body: string
}

const proxied = layer(world({ auth: mirror }), { excludeTestServices: true, timeout: "4 minutes" })
const bare = layer(world({ auth: mirror, environment: { LUMI_TRUSTED_PROXIES: "10.0.0.0/8" } }), {
  excludeTestServices: true
})

proxied("Sign-in behind a proxy that is believed", (it) => {
  it.effect("hears of the browser's address, and never of one that was sent in its header", () =>
    Effect.gen(function*() {
      const ask = yield* asking({ "x-forwarded-for": "6.6.6.6, 203.0.113.7", "x-lumi-ip": "1.2.3.4" })
      const { json } = yield* ask("POST", "/api/auth/sign-in/email", { a: 1 })
      assert.strictEqual((json as Seen).ip, "203.0.113.7")
    }))

  it.effect("gets method, body and our own origin, whatever Host was sent", () =>
    Effect.gen(function*() {
      const { url } = yield* Origin
      const ask = yield* asking({ host: "evil.test" })
      const { json } = yield* ask("POST", "/api/auth/sign-in/email?next=1", { email: "é" })
      const { body, method, url: seen } = json as Seen
      assert.deepStrictEqual([method, seen, body], ["POST", `${url}/api/auth/sign-in/email?next=1`, '{"email":"é"}'])
    }))

  it.effect("its cookies and redirects arrive as they were, under the headers of the house", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const { headers } = yield* send(port, "/api/auth/get-session")
      const names = (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";", 1)[0])
      assert.deepStrictEqual(names, ["__Host-a=b%2Bc", "plain=1"])
      assert.match(headers["set-cookie"]?.[0] ?? "", /; HttpOnly; Secure; SameSite=Lax$/)
      assert.strictEqual(headers["x-content-type-options"], "nosniff")
      const moved = yield* send(port, "/api/auth/redirect")
      assert.deepStrictEqual([moved.status, moved.headers.location], [302, "/sign-in"])
    }))

  it.effect("a fault of it is a 500 that tells nothing", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const { json, status, text } = yield* send(port, "/api/auth/break")
      assert.strictEqual(status, 500)
      assert.strictEqual((json as { readonly _tag: string })._tag, "Unexpected")
      assert.notInclude(text, "canary")
    }))

  it.effect("signing out empties what the browser has stored", () =>
    Effect.gen(function*() {
      const ask = yield* asking({})
      const { headers } = yield* ask("POST", "/api/auth/sign-out", {})
      assert.strictEqual(headers["clear-site-data"], '"storage"')
    }))
})

bare("Sign-in reached from a machine that is not believed", (it) => {
  it.effect("hears of the address of the connection", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const ours = pageHeaders((yield* Origin).url)
      const headers = { ...ours, "x-forwarded-for": "203.0.113.7", "x-lumi-ip": "1.2.3.4" }
      const { json } = yield* send(port, "/api/auth/sign-in/email", { method: "POST", headers, body: {} })
      assert.strictEqual((json as Seen).ip, "127.0.0.1")
    }))
})
