import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import { couple, type Person } from "./people.ts"
import { world } from "./world.ts"

interface Listed {
  readonly items: ReadonlyArray<{ readonly text: string }>
  readonly next: string | null
}

const write = Effect.fnUntraced(function*(person: Person, count: number) {
  const random = yield* SecureRandom.SecureRandom
  for (let n = 0; n < count; n++) {
    yield* person.ask("POST", "/api/affirmations/", { id: yield* random.uuidV7(), text: `text ${n}` })
  }
})

const list = (person: Person, after?: string) =>
  Effect.map(
    person.ask("GET", `/api/affirmations/${after === undefined ? "" : `?after=${encodeURIComponent(after)}`}`),
    ({ json, status }) => ({ status, ...(json as Listed) })
  )

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Cursors", (it) => {
  it.effect("lead through a whole list, newest first, each once", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      yield* write(ada, 120)
      const seen: Array<string> = []
      let page = yield* list(ada)
      seen.push(...page.items.map(({ text }) => text))
      while (page.next !== null) {
        page = yield* list(ada, page.next)
        seen.push(...page.items.map(({ text }) => text))
      }
      assert.deepStrictEqual(seen, Array.from({ length: 120 }, (_, n) => `text ${119 - n}`))
    }))

  it.effect("made up, altered, or of another list are refused by name", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      yield* write(ada, 51)
      yield* write(ben, 51)
      const mine = (yield* list(ada)).next ?? ""
      const theirs = (yield* list(ben)).next ?? ""
      const [body = "", tag = ""] = mine.split(".")
      const altered = [
        `${body}.${tag.replace(/^./, (c) => c === "A" ? "B" : "A")}`,
        body,
        `.${tag}`,
        "",
        "x",
        "%",
        theirs
      ]
      for (const after of altered) assert.strictEqual((yield* list(ada, after)).status, 400, after)
      const elsewhere = yield* ada.ask("GET", `/api/notifications/?after=${encodeURIComponent(mine)}`)
      assert.strictEqual(elsewhere.status, 400)
      assert.deepStrictEqual(elsewhere.json, {
        _tag: "Invalid",
        message: "What was sent does not fit.",
        problems: [{ field: "after", problem: "is no place in this list: start again without it" }]
      })
      assert.strictEqual((yield* list(ada, mine)).status, 200)
    }))
})
