import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import { couple } from "./people.ts"
import { world } from "./world.ts"

interface Told {
  readonly _tag: string
  readonly problems: ReadonlyArray<{ readonly field: string; readonly problem: string }>
}

const newId = Effect.flatMap(SecureRandom.SecureRandom, (random) => random.uuidV7())

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("What people write", (it) => {
  it.effect("is refused by name when it cannot be kept, and nothing is kept", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const unfit = {
        "nothing": "",
        "blanks": " \n\t ",
        "281 characters": "x".repeat(281),
        "281 of two units each": "💛".repeat(281),
        "NUL": "a\u0000b",
        "half a character at the front": "\ud83d is half",
        "half a character at the back": "half is \udc9b"
      }
      for (const [what, text] of Object.entries(unfit)) {
        const answer = yield* ada.ask("POST", "/api/affirmations/", { id: yield* newId, text })
        assert.strictEqual(answer.status, 400, what)
        const { _tag, problems } = answer.json as Told
        assert.deepStrictEqual([_tag, problems.map(({ field }) => field)], ["Invalid", ["text"]], what)
        assert.notMatch(answer.text, /SchemaError|effect|\bat \//, what)
      }
      const { json } = yield* ada.ask("GET", "/api/affirmations/")
      assert.deepStrictEqual((json as { readonly items: ReadonlyArray<unknown> }).items, [])
    }))

  it.effect("is kept as it was meant up to 280 characters, in any script, without controls of direction", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const fit = ["x", "x".repeat(280), "💛".repeat(280), "שלום", "a\nb", "  trimmed  ", "abc\u202Edef"]
      for (const text of fit) {
        const answer = yield* ada.ask("POST", "/api/affirmations/", { id: yield* newId, text })
        assert.strictEqual(answer.status, 200, text)
        assert.strictEqual((answer.json as { readonly text: string }).text, text.trim().replace("\u202E", ""))
      }
    }))

  it.effect("the same text with the same id is written once", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const body = { id: yield* newId, text: "Only once." }
      const first = yield* ada.ask("POST", "/api/affirmations/", body)
      const second = yield* ada.ask("POST", "/api/affirmations/", body)
      assert.deepStrictEqual([second.status, second.text], [200, first.text])
      const { json } = yield* ada.ask("GET", "/api/affirmations/")
      assert.strictEqual((json as { readonly items: ReadonlyArray<unknown> }).items.length, 1)
    }))

  it.effect("every field that does not fit is named", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const fields = (answer: { readonly json: unknown }) => (answer.json as Told).problems.map(({ field }) => field)
      const profile = yield* ada.ask("PATCH", "/api/me", { name: "", zone: "Mars/Olympus" })
      assert.strictEqual(profile.status, 400)
      assert.include(fields(profile), "name")
      assert.deepStrictEqual(fields(yield* ada.ask("PUT", "/api/me/schedule", { time: "08:10" })), ["time"])
      assert.deepStrictEqual(fields(yield* ada.ask("PATCH", "/api/affirmations/not-an-id", { paused: true })), ["id"])
      assert.deepStrictEqual(fields(yield* ada.ask("GET", `/api/affirmations/?after=${"x".repeat(600)}`)), ["after"])
    }))

  it.effect("a change of name and zone is answered with everything as it is now", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const { json, status } = yield* ada.ask("PATCH", "/api/me", { name: " Ada L. ", zone: "US/Pacific" })
      assert.strictEqual(status, 200)
      const { nextSlot, relationship, user } = json as {
        readonly user: { readonly name: string; readonly zone: string }
        readonly relationship: {
          readonly side: string
          readonly partner: { readonly name: string; readonly side: string }
        }
        readonly nextSlot: { readonly zone: string } | null
      }
      assert.deepStrictEqual([user.name, user.zone], ["Ada L.", "America/Los_Angeles"])
      assert.deepStrictEqual([relationship.side, relationship.partner.name, relationship.partner.side], [
        "first",
        "Ben",
        "second"
      ])
      assert.strictEqual(nextSlot?.zone, "America/Los_Angeles")
    }))
})
