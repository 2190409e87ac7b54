import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { Listener } from "../../src/http/Listener.ts"
import { Origin } from "../../src/http/Origin.ts"
import { bodyOf, unsafe } from "./endpoints.ts"
import { couple } from "./people.ts"
import { send } from "./send.ts"
import { world } from "./world.ts"

const hostile = {
  "another site": { "origin": "https://evil.test", "sec-fetch-site": "cross-site" },
  "a neighbour": { "origin": "https://evil.lumi.test", "sec-fetch-site": "same-site" },
  "an origin that hides": { origin: "null" },
  "another origin of an old browser": { origin: "https://evil.test" },
  "nobody says from where": {},
  "typed into the address bar": { "sec-fetch-site": "none" }
}

/** Paths of Better Auth that change something. */
const auth = [
  "sign-up/email",
  "sign-in/email",
  "sign-out",
  "change-password",
  "change-email",
  "request-password-reset",
  "reset-password",
  "update-user",
  "delete-user",
  "revoke-session",
  "revoke-sessions",
  "revoke-other-sessions"
].map((path) => ({ method: "POST", path: `/api/auth/${path}`, body: {} as unknown }))

const ours = unsafe.map((endpoint) => ({
  method: endpoint.method,
  path: endpoint.path.replace(":id", "019845e1-682f-7b02-a706-3b2422d13aec"),
  body: bodyOf(endpoint)
}))

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Forged requests", (it) => {
  it.effect("whatever changes something is refused with 403 unless it comes from a page of ours", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const [ada] = yield* couple("Ada", "Ben")
      const { cookie = "" } = ada.headers
      const before = (yield* ada.ask("GET", "/api/me")).text
      let cells = 0
      for (const { body, method, path } of [...ours, ...auth]) {
        for (const [who, headers] of Object.entries(hostile)) {
          const { status } = yield* send(port, path, { method, body, headers: { ...headers, cookie } })
          assert.strictEqual(status, 403, `${method} ${path} from ${who}`)
          cells++
        }
      }
      assert.strictEqual((yield* ada.ask("GET", "/api/me")).text, before)
      assert.isAtLeast(cells, 6 * (12 + 12))
    }))

  it.effect("an old browser that names our origin is let in, by every name of this machine", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const { all } = yield* Origin
      for (const origin of all) {
        const { status } = yield* send(port, "/api/me/schedule", {
          method: "PUT",
          body: { time: "07:15" },
          headers: { origin }
        })
        assert.strictEqual(status, 401, origin)
      }
    }))

  it.effect("what only reads asks nobody where it comes from, and changes nothing", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const [ada] = yield* couple("Ada", "Ben")
      const headers = { ...hostile["another site"], cookie: ada.headers["cookie"] ?? "" }
      assert.strictEqual((yield* send(port, "/api/me", { headers })).status, 200)
      assert.isUndefined((yield* send(port, "/api/me", { headers })).headers["access-control-allow-origin"])
    }))
})
