import { assert, layer } from "@effect/vitest"
import { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { Draft } from "@lumi/core/affirmations/Draft"
import * as Drafts from "@lumi/core/affirmations/Drafts"
import { DraftStore } from "@lumi/core/affirmations/DraftStore"
import * as Pairing from "@lumi/core/relationships/Pairing"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Story } from "@lumi/core/testing"
import { DateTime, Effect, Option, Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { type Person, signUp } from "./people.ts"
import { world } from "./world.ts"

const Items = Schema.Struct({ items: Schema.Array(Schema.Struct({ id: Schema.String, text: Schema.String })) })
const Opened = Schema.Struct({ id: Schema.String, code: Schema.String })
const newId = Effect.flatMap(SecureRandom.SecureRandom, (random) => random.uuidV7())

const read = (person: Person, path: string) =>
  person.ask("GET", path).pipe(
    Effect.flatMap(({ json }) => Schema.decodeUnknownEffect(Items)(json)),
    Effect.map(({ items }) => items.map(({ id, text }) => `${id} ${text}`).toSorted())
  )

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Drafts over HTTP", (it) => {
  it.effect("what was written alone is written for somebody once there is one", () =>
    Effect.gen(function*() {
      const [ada, ben] = [yield* signUp("Ada"), yield* signUp("Ben")]
      const [one, two] = [yield* newId, yield* newId]
      yield* ada.ask("POST", "/api/drafts/", { id: one, text: "First." })
      yield* ada.ask("POST", "/api/drafts/", { id: two, text: "Second." })
      yield* ada.ask("PATCH", `/api/drafts/${two}`, { text: "Better." })
      assert.strictEqual((yield* ben.ask("PATCH", `/api/drafts/${two}`, { text: "Mine." })).status, 404)
      assert.strictEqual((yield* ben.ask("DELETE", `/api/drafts/${two}`)).status, 204)
      const kept = [`${one} First.`, `${two} Better.`].toSorted()
      assert.deepStrictEqual(yield* read(ada, "/api/drafts/"), kept)
      assert.deepStrictEqual(yield* read(ben, "/api/drafts/"), [])
      assert.strictEqual((yield* ada.ask("GET", "/api/affirmations/")).status, 404)

      const invite = yield* Effect.flatMap(ada.ask("POST", "/api/invites/", {}), ({ json }) =>
        Schema.decodeUnknownEffect(Opened)(json))
      yield* ben.ask("POST", "/api/invites/claim", { secret: invite.code })
      assert.strictEqual((yield* ada.ask("POST", `/api/invites/${invite.id}/accept`, {})).status, 204)
      assert.deepStrictEqual(yield* read(ada, "/api/affirmations/"), kept)
      assert.deepStrictEqual(yield* read(ada, "/api/drafts/"), [])
      assert.deepStrictEqual(yield* read(ben, "/api/affirmations/"), [])
      // a page that did not know yet
      const late = yield* newId
      assert.strictEqual((yield* ben.ask("POST", "/api/drafts/", { id: late, text: "Late." })).status, 200)
      assert.deepStrictEqual(yield* read(ben, "/api/affirmations/"), [`${late} Late.`])
    }))

  it.effect("a handing over that is cut short anywhere is finished by the next, and nothing is there twice", () =>
    Effect.gen(function*() {
      const drafts = yield* DraftStore
      const affirmations = yield* AffirmationStore
      for (const dying of [1, 2, 3]) {
        const [ada, ben] = yield* Effect.all([Story.person("Ada"), Story.person("Ben")])
        for (const text of ["one", "two", "three"]) {
          const id = AffirmationId.make(yield* newId)
          yield* drafts.add(new Draft({ id, author: ada.id, text, createdAt: yield* DateTime.now }))
        }
        const { invite, secrets } = yield* Pairing.invite(ada)
        yield* Pairing.claim(secrets.link, ben)
        let removals = 0
        const cut = DraftStore.of({
          ...drafts,
          remove: (...args) =>
            ++removals === dying
              ? Effect.fail(new StoreUnavailable({ operation: "remove", cause: "down" }))
              : drafts.remove(...args)
        })
        yield* Effect.flip(Effect.provideService(Pairing.accept(ada, invite.id), DraftStore, cut))
        yield* Drafts.handOverOf(ada.id)
        assert.deepStrictEqual(yield* drafts.list(ada.id), [])
        const mine = Option.getOrThrow(yield* RelationshipStore.use((store) => store.ofUser(ada.id)))
        const { items } = yield* affirmations.list({ relationship: mine.id, author: ada.id }, Option.none(), 10)
        assert.deepStrictEqual(items.map(({ text }) => text), ["three", "two", "one"])
      }
    }))
})
