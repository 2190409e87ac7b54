import { assert, layer } from "@effect/vitest"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Memory } from "@lumi/core/testing"
import { Effect, Layer } from "effect"
import { asking, couple, password } from "./people.ts"
import { world, worldOn } from "./world.ts"

const id = "019845e1-682f-7b02-a706-3b2422d13aec"
const words = "canary-words-only-for-ben"
const lines: Array<string> = []
const troubled: Array<string> = []

const broken = Layer.mock(AffirmationStore, {
  add: () =>
    Effect.fail(new StoreUnavailable({ operation: "AffirmationStore.add", cause: new Error(`detail: (${words})`) })),
  list: () => Effect.die(new Error("bug", { cause: new Error(`detail: (${words})`) }))
})

layer(world({ lines }), { excludeTestServices: true, timeout: "4 minutes" })("Logs", (it) => {
  it.effect("tell of every request by a route and an id, and nothing that anybody wrote, is or can sign in with", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      yield* ada.ask("POST", "/api/affirmations/", { id, text: words })
      yield* ada.ask("POST", "/api/affirmations/", { id, text: `${words}\u0000` })
      yield* ada.ask("PATCH", `/api/affirmations/${id}`, { text: `${words}-again` })
      yield* ada.ask("PATCH", "/api/me", { name: "canary-name" })
      const invitation = yield* (yield* asking({})).call(null, "POST", "/api/invites/look", { secret: "canary-secret" })
      const guess = yield* ben.ask("POST", "/api/invites/look", { secret: "canary-secret" })
      const nowhere = yield* ada.ask("GET", `/api/canary-path/${id}?token=canary-query`)
      const wrong = { email: ada.email, password: "canary-password-0" }
      yield* (yield* asking({})).call(null, "POST", "/api/auth/sign-in/email", wrong)
      yield* (yield* asking({})).call(null, "GET", "/api/auth/reset-password/canary-token?callbackURL=/reset")

      yield* ben.ask("POST", "/api/deliveries/search", { query: "canary-search" })
      yield* ben.ask("POST", "/api/deliveries/search", { query: "canary-search\u0000" })
      const answer = yield* ada.ask("GET", `/api/affirmations/?after=canary-cursor`)
      const log = lines.join("\n")
      for (const { headers } of [invitation, guess, nowhere, answer]) {
        assert.include(log, headers["x-request-id"] as string)
      }
      assert.include(log, "/api/affirmations/:id")
      assert.notMatch(log, /canary/)
      const cookie = ada.headers["cookie"] ?? ""
      const secrets = cookie.split("; ").map((pair) => decodeURIComponent(pair.split("=")[1] ?? "")).flatMap((value) =>
        value.split(".")
      )
      for (const secret of [password, ada.email, ben.email, id, ...secrets]) assert.notInclude(log, secret)
    }))
})

const troubledFamily = Memory.layer.pipe((family) => Layer.merge(family, broken))

layer(worldOn(troubledFamily, { lines: troubled }), { excludeTestServices: true, timeout: "4 minutes" })(
  "Trouble",
  (it) => {
    it.effect("of a store is a 503 to come back after, written down by its operation and without what was stored", () =>
      Effect.gen(function*() {
        const [ada] = yield* couple("Ada", "Ben")
        const { headers, json, status, text } = yield* ada.ask("POST", "/api/affirmations/", { id, text: words })
        assert.deepStrictEqual([status, headers["retry-after"]], [503, "2"])
        assert.strictEqual((json as { readonly _tag: string })._tag, "Unavailable")
        assert.notMatch(text, /canary|AffirmationStore/)
        const log = troubled.join("\n")
        assert.include(log, "AffirmationStore.add")
        assert.notMatch(log, /canary/)
      }))

    it.effect("of our own making is a 500 with an id under which its place is written down", () =>
      Effect.gen(function*() {
        const [ada] = yield* couple("Ada", "Ben")
        const { headers, status, text } = yield* ada.ask("GET", "/api/affirmations/")
        assert.strictEqual(status, 500)
        assert.notMatch(text, /canary|bug/)
        const told = troubled.filter((line) => line.includes(headers["x-request-id"] as string)).join("\n")
        assert.match(told, /Canaries\.test\.ts/)
        assert.notMatch(told, /canary/)
      }))
  }
)
