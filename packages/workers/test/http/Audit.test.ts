import { assert, layer } from "@effect/vitest"
import * as Audit from "@lumi/core/audit/Audit"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect } from "effect"
import { couple, type Person } from "./people.ts"
import { world } from "./world.ts"

const id = "019845e1-682f-7b02-a706-3b2422d13aec"

interface Log {
  readonly items: ReadonlyArray<{ readonly who: string; readonly what: string; readonly about: string }>
  readonly next: string | null
}

const logOf = (person: Person, query = "") =>
  Effect.map(person.ask("GET", `/api/relationship/audit${query}`), ({ json }) => json as Log)

const relationshipOf = (person: Person) =>
  Effect.map(
    person.ask("GET", "/api/me"),
    ({ json }) => RelationshipId.make((json as { readonly relationship: { readonly id: string } }).relationship.id)
  )

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("What operators read", (it) => {
  it.effect("is seen by both of whom they read it, and by nobody else", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const [cleo] = yield* couple("Cleo", "Dan")
      const relationship = yield* relationshipOf(ada)
      assert.deepStrictEqual(yield* logOf(ada), { items: [], next: null })
      yield* Audit.note(relationship, { who: "root@lumi", what: "delivery", about: id })
      const log = yield* logOf(ada)
      assert.deepStrictEqual(log.items.map(({ about, what, who }) => ({ about, what, who })), [
        { who: "root@lumi", what: "delivery", about: id }
      ])
      assert.deepStrictEqual(yield* logOf(ben), log)
      assert.deepStrictEqual((yield* logOf(cleo)).items, [])
    }))

  it.effect("is read page by page, the newest first", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const relationship = yield* relationshipOf(ada)
      for (let n = 0; n < 60; n++) {
        yield* Audit.note(relationship, { who: `operator ${n}`, what: "affirmations", about: id })
      }
      const first = yield* logOf(ada)
      const second = yield* logOf(ada, `?after=${encodeURIComponent(first.next ?? "")}`)
      assert.deepStrictEqual(
        [...first.items, ...second.items].map(({ who }) => who),
        Array.from({ length: 60 }, (_, n) => `operator ${59 - n}`)
      )
      assert.isNull(second.next)
      const [cleo] = yield* couple("Cleo", "Dan")
      for (const [who, after] of [[ada, "nonsense"], [cleo, first.next ?? ""]] as const) {
        const { status } = yield* who.ask("GET", `/api/relationship/audit?after=${encodeURIComponent(after)}`)
        assert.strictEqual(status, 400)
      }
    }))
})
