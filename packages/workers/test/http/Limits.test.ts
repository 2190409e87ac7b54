import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { asking, couple } from "./people.ts"
import { world } from "./world.ts"

layer(world({ limited: true }), { excludeTestServices: true, timeout: "4 minutes" })("Who asks too much", (it) => {
  it.effect("is told to wait, and their partner in the same house is not", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const benAtHome = yield* asking({ ...ben.headers, "x-forwarded-for": ada.headers["x-forwarded-for"] ?? "" })
      const answers = yield* Effect.all(Array.from({ length: 200 }, () => ada.ask("GET", "/api/me")), {
        concurrency: 32
      })
      const refused = answers.filter(({ status }) => status === 429)
      assert.isAtLeast(refused.length, 20)
      assert.isAtLeast(answers.filter(({ status }) => status === 200).length, 100)
      for (const { headers, json } of refused) {
        assert.match(headers["retry-after"] as string, /^[1-9]\d*$/)
        assert.strictEqual((json as { readonly _tag: string })._tag, "TooManyRequests")
      }
      for (let n = 0; n < 20; n++) assert.strictEqual((yield* benAtHome("GET", "/api/me")).status, 200)
    }))

  it.effect("for words is told to wait, and only with that", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const search = ada.ask("POST", "/api/deliveries/search", { query: "lamp" })
      const answers = yield* Effect.all(Array.from({ length: 60 }, () => search), { concurrency: 16 })
      const statuses = answers.map(({ status }) => status)
      assert.deepStrictEqual([...new Set(statuses)].toSorted(), [200, 429])
      assert.isAtLeast(statuses.filter((status) => status === 200).length, 30)
      assert.strictEqual((yield* ada.ask("GET", "/api/deliveries/")).status, 200)
    }))

  it.effect("without a session is counted by house, and those who are signed in there are not kept out", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const address = { "x-forwarded-for": ada.headers["x-forwarded-for"] ?? "" }
      const nobody = yield* asking({ ...address, cookie: "__Host-lumi_session=made-up.c2lnbmF0dXJl" })
      const statuses = new Set<number>()
      for (let n = 0; n < 80; n++) statuses.add((yield* nobody("GET", "/api/me")).status)
      assert.deepStrictEqual([...statuses].toSorted(), [401, 429])
      assert.strictEqual((yield* ada.ask("GET", "/api/me")).status, 200)
      const elsewhere = yield* asking({ "x-forwarded-for": "10.77.0.1" })
      assert.strictEqual((yield* elsewhere("GET", "/api/me")).status, 401)
    }))
})
