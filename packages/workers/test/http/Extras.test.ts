import { assert, layer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { ExtraId } from "@lumi/core/affirmations/Extra"
import * as Extras from "@lumi/core/affirmations/Extras"
import { LocalDate, plus } from "@lumi/core/LocalDate"
import { DateTime, Effect, Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { couple, type Person, signUp } from "./people.ts"
import { world } from "./world.ts"

const Me = Schema.Struct({ user: Schema.Struct({ id: UserId }) })
const MyExtra = Schema.Struct({
  id: ExtraId,
  state: Schema.String,
  affirmation: Schema.NullOr(Schema.String),
  waits: Schema.Int
})
const Look = Schema.Struct({ extra: Schema.NullOr(MyExtra), used: Schema.Boolean, nextAt: Schema.String })
const Given = Schema.Struct({ id: Schema.String, text: Schema.String, kind: Schema.String })
const Home = Schema.Struct({
  today: Schema.NullOr(Given),
  extra: Schema.NullOr(Given),
  missing: Schema.NullOr(Schema.String)
})

const ask = <S extends Schema.Constraint>(
  schema: S,
  person: Person,
  method: string,
  path: string,
  body?: unknown
) => Effect.flatMap(person.ask(method, path, body), ({ json }) => Schema.decodeUnknownEffect(schema)(json))

const newId = Effect.flatMap(SecureRandom.SecureRandom, (random) => random.uuidV7())
const write = Effect.fnUntraced(function*(person: Person, text: string) {
  const id = yield* newId
  yield* person.ask("POST", "/api/affirmations/", { id, text })
  return id
})

const send = Effect.fnUntraced(function*(person: Person, affirmation?: string) {
  const id = yield* newId
  return yield* ask(MyExtra, person, "POST", "/api/extras/", { id, ...(affirmation !== undefined && { affirmation }) })
})
const refused = (person: Person, body: unknown) =>
  Effect.map(person.ask("POST", "/api/extras/", body), ({ json, status }) => [status, (json as { _tag?: string })._tag])

const today = Effect.map(DateTime.now, (now) => LocalDate.make(DateTime.formatIsoDateUtc(now)))

/** What the workers do once ten seconds are over. */
const deliver = Effect.fnUntraced(function*(extra: typeof MyExtra.Type, receiver: Person) {
  const { user } = yield* ask(Me, receiver, "GET", "/api/me")
  return yield* Extras.deliver([{ extra: extra.id, receiver: user.id, date: yield* today }])
})

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Sending one now over HTTP", (it) => {
  it.effect("one goes, is seen by its writer as it stands, and by its receiver beside today's", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const text = "You make the dark mornings easy."
      const affirmation = yield* write(ada, text)
      const look = ask(Look, ada, "GET", "/api/extras/")
      assert.deepInclude(yield* look, { extra: null, used: false })
      const extra = yield* send(ada, affirmation)
      assert.deepInclude(extra, { state: "asked", affirmation })
      assert.isTrue(extra.waits > 5_000 && extra.waits <= 10_000, `${extra.waits}`)
      const again = yield* ask(MyExtra, ada, "POST", "/api/extras/", { id: extra.id, affirmation })
      assert.deepInclude(again, { id: extra.id, state: "asked" })
      assert.isAtMost(again.waits, extra.waits)
      assert.deepStrictEqual((yield* look).extra?.state, "asked")
      for (const where of ["/api/deliveries/home", "/api/deliveries/", "/api/notifications/", "/api/extras/"]) {
        const { text: seen } = yield* ben.ask("GET", where)
        assert.notInclude(seen, text, "it may still be taken back")
        assert.notInclude(seen, extra.id)
      }
      assert.deepStrictEqual(yield* deliver(extra, ben), ["sent"])
      const after = yield* look
      assert.deepInclude(after, { used: true, nextAt: `${plus(yield* today, 1)}T00:00:00.000Z` })
      assert.deepInclude(after.extra, { state: "sent", waits: after.extra!.waits })
      const home = yield* ask(Home, ben, "GET", "/api/deliveries/home")
      assert.deepStrictEqual([home.today, home.extra?.text, home.extra?.kind], [null, text, "extra"])
      assert.include(["early", "soon"], home.missing, "the daily one is still to come")
      const loved = yield* ben.ask("PUT", `/api/deliveries/${home.extra!.id}/love`, { loved: true })
      assert.strictEqual(loved.status, 200)
    }))

  it.effect("it is taken back, once and for all, until a worker has it", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      yield* write(ada, "one")
      const first = yield* send(ada)
      const undo = (extra: typeof MyExtra.Type, who = ada) => who.ask("POST", `/api/extras/${extra.id}/withdraw`, {})
      assert.strictEqual((yield* undo(first, ben)).status, 404)
      for (let n = 0; n < 2; n++) assert.deepInclude((yield* undo(first)).json, { state: "withdrawn" })
      assert.deepStrictEqual(yield* deliver(first, ben), ["withdrawn"])
      assert.deepStrictEqual((yield* ask(Look, ada, "GET", "/api/extras/")).used, false)
      const second = yield* send(ada)
      yield* deliver(second, ben)
      const late = yield* undo(second)
      assert.deepStrictEqual([late.status, (late.json as { _tag: string })._tag], [409, "TooLate"])
      assert.deepStrictEqual(yield* refused(ada, { id: yield* newId }), [409, "ExtraUsed"])
    }))

  it.effect("what cannot be sent is refused with its reason", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const why = Effect.fnUntraced(function*(affirmation?: string) {
        const { json } = yield* ada.ask("POST", "/api/extras/", { id: yield* newId, affirmation })
        return (json as { why?: string }).why
      })
      assert.strictEqual(yield* why(), "none")
      const one = yield* write(ada, "one")
      yield* ada.ask("PATCH", `/api/affirmations/${one}`, { paused: true })
      assert.strictEqual(yield* why(), "resting")
      assert.strictEqual(yield* why(one), "paused")
      const bens = yield* write(ben, "not hers")
      assert.deepStrictEqual(yield* refused(ada, { id: yield* newId, affirmation: bens }), [404, "AffirmationNotFound"])
      assert.deepStrictEqual(yield* refused(ada, { id: "1" }), [400, "Invalid"])
      assert.deepStrictEqual(yield* refused(ada, {}), [400, "Invalid"])
      assert.deepStrictEqual(yield* refused(yield* signUp("Eve"), { id: yield* newId }), [404, "RelationshipNotFound"])
    }))
})

layer(world({ limited: true }), { excludeTestServices: true, timeout: "4 minutes" })("Who sends too often", (it) => {
  it.effect("is told to wait, also when all of it is taken back", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      yield* write(ada, "one")
      const statuses: Array<number> = []
      for (let n = 0; n < 22; n++) {
        const id = yield* newId
        statuses.push((yield* ada.ask("POST", "/api/extras/", { id })).status)
        yield* ada.ask("POST", `/api/extras/${id}/withdraw`, {})
      }
      assert.deepStrictEqual(statuses.slice(0, 20), Array.from({ length: 20 }, () => 200))
      assert.deepStrictEqual(statuses.slice(20), [429, 429])
    }))
})
