import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Result } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import { AffirmationId, Words } from "../../src/affirmations/Affirmation.ts"
import { Draft, DraftNotFound, most } from "../../src/affirmations/Draft.ts"
import { DraftStore } from "../../src/affirmations/DraftStore.ts"
import { at, freshId, freshUser, twenty } from "./Couples.ts"

const draftOf = (author: UserId, text = "You are my lighthouse.") =>
  new Draft({ id: AffirmationId.make(freshId()), author, text, createdAt: at() })

/** What every DraftStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<DraftStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`DraftStore (${name})`, (it) => {
    it.effect.prop("what is added is listed, whatever its words", [Words], ([words]) =>
      Effect.gen(function*() {
        const store = yield* DraftStore
        const draft = draftOf(freshUser(), words)
        assert.deepStrictEqual(yield* store.add(draft), draft)
        assert.deepStrictEqual(yield* store.list(draft.author), [draft])
      }))

    it.effect("adding it again, even with other words, gives the first one", () =>
      Effect.gen(function*() {
        const store = yield* DraftStore
        const draft = draftOf(freshUser())
        const added = yield* twenty((n) => store.add(new Draft({ ...draft, text: `No. ${n}` })))
        for (const one of added) assert.deepStrictEqual(one, added[0])
        assert.deepStrictEqual(yield* store.list(draft.author), added.slice(0, 1))
      }))

    it.effect("they are edited, removed and listed by their author, oldest first, and nobody else's", () =>
      Effect.gen(function*() {
        const store = yield* DraftStore
        const [author, other] = [freshUser(), freshUser()]
        const all = [1, 2, 3].map((n) => draftOf(author, `No. ${n}`))
        yield* Effect.forEach(all.toReversed(), store.add)
        assert.deepStrictEqual(yield* store.list(author), all)
        const [one, two] = [all[0]!, all[1]!]
        assert.deepStrictEqual(yield* Effect.flip(store.edit(other, one.id, "mine")), new DraftNotFound())
        yield* store.remove(other, one.id)
        assert.deepStrictEqual(yield* store.list(other), [])
        const edited = new Draft({ ...two, text: "You are my harbour." })
        assert.deepStrictEqual(yield* store.edit(author, two.id, edited.text), edited)
        yield* twenty(() => store.remove(author, one.id))
        assert.deepStrictEqual(yield* store.list(author), [edited, all[2]!])
        assert.deepStrictEqual(yield* Effect.flip(store.edit(author, one.id, "gone")), new DraftNotFound())
      }))

    it.effect(`an author keeps ${most}: of twenty who want the last place one gets it`, () =>
      Effect.gen(function*() {
        const store = yield* DraftStore
        const author = freshUser()
        const all = yield* Effect.forEach(Array.from({ length: most - 1 }), () => store.add(draftOf(author)))
        const last = yield* twenty(() => Effect.result(store.add(draftOf(author))))
        assert.strictEqual(last.filter(Result.isSuccess).length, 1)
        for (const result of last) {
          if (Result.isFailure(result)) assert.strictEqual(result.failure._tag, "TooManyDrafts")
        }
        assert.deepStrictEqual(yield* store.add(all[0]!), all[0])
        yield* twenty(() => store.remove(author, all[0]!.id))
        yield* store.add(draftOf(author))
        assert.strictEqual((yield* Effect.flip(store.add(draftOf(author))))._tag, "TooManyDrafts")
        assert.strictEqual((yield* store.list(author)).length, most)
      }))
  })
