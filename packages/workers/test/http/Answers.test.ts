import { assert, layer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { breakfast } from "@lumi/core/affirmations/Slot"
import { Outlook } from "@lumi/core/api/Affirmations"
import { LocalDate, plus } from "@lumi/core/LocalDate"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { utc } from "@lumi/core/Zone"
import { DateTime, Effect, Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { couple, type Person } from "./people.ts"
import { world } from "./world.ts"

const Me = Schema.Struct({
  user: Schema.Struct({ id: UserId }),
  relationship: Schema.Struct({ id: RelationshipId })
})
const Written = Schema.Struct({
  id: Schema.String,
  tags: Schema.Array(Schema.String),
  scheduledFor: Schema.NullOr(Schema.String),
  loves: Schema.Int,
  replies: Schema.Int,
  wish: Schema.NullOr(Schema.String)
})
const Given = Schema.Struct({
  id: Schema.String,
  text: Schema.String,
  reply: Schema.NullOr(Schema.Struct({ text: Schema.String })),
  wish: Schema.NullOr(Schema.String)
})
const Told = Schema.Struct({ id: Schema.String, kind: Schema.String, source: Schema.String })
const Answered = Schema.Struct({
  affirmation: Schema.String,
  lovedAt: Schema.NullOr(Schema.String),
  reply: Schema.NullOr(Schema.Struct({ text: Schema.String }))
})
const Part = Schema.Struct({
  days: Schema.Array(Schema.Struct({ date: Schema.String, hard: Schema.Boolean, missed: Schema.NullOr(Schema.String) }))
})
const ItemsOf = <S extends Schema.Constraint>(schema: S) => Schema.Struct({ items: Schema.Array(schema) })

const ask = <S extends Schema.Constraint>(
  schema: S,
  person: Person,
  method: string,
  path: string,
  body?: unknown
) => Effect.flatMap(person.ask(method, path, body), ({ json }) => Schema.decodeUnknownEffect(schema)(json))

const write = Effect.fnUntraced(function*(person: Person, text: string, more: object = {}) {
  const random = yield* SecureRandom.SecureRandom
  return yield* ask(Written, person, "POST", "/api/affirmations/", { id: yield* random.uuidV7(), text, ...more })
})

const refusal = (person: Person, path: string, body: unknown) =>
  Effect.map(person.ask("PUT", path, body), ({ json, status }) => [status, (json as { _tag?: string })._tag])

const today = Effect.map(DateTime.now, (now) => LocalDate.make(DateTime.formatIsoDateUtc(now)))

/** Brings what is due to somebody today. */
const deliver = Effect.fnUntraced(function*(person: Person) {
  const { relationship, user } = yield* ask(Me, person, "GET", "/api/me")
  const job = { receiver: user.id, relationship: relationship.id, date: yield* today, zone: utc }
  assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["sent"])
  const { items: [given] } = yield* ask(ItemsOf(Given), person, "GET", "/api/deliveries/")
  return given!
})

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Affirmations over HTTP", (it) => {
  it.effect("a surprise comes on its date, of which there is one, and is seen by nobody before", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const [one, two] = [yield* write(ada, "For later.", { tags: ["friday"] }), yield* write(ada, "For today.")]
      assert.deepStrictEqual(one.tags, ["friday"])
      const path = `/api/affirmations/${one.id}/schedule`
      const date = yield* today
      const later = plus(date, 7)
      assert.strictEqual((yield* ask(Written, ada, "PUT", path, { date: later })).scheduledFor, later)
      const other = `/api/affirmations/${two.id}/schedule`
      assert.deepStrictEqual(yield* refusal(ada, other, { date: later }), [409, "DateTaken"])
      assert.deepStrictEqual(yield* refusal(ada, other, { date: plus(date, -2) }), [409, "DateOver"])
      assert.deepStrictEqual(yield* refusal(ada, other, { date: "2027-02-29" }), [400, "Invalid"])
      assert.deepStrictEqual(yield* refusal(ben, path, { date: null }), [404, "AffirmationNotFound"])
      yield* ada.ask("PUT", other, { date })
      for (const where of ["/api/deliveries/home", "/api/deliveries/", "/api/affirmations/", "/api/notifications/"]) {
        assert.notInclude((yield* ben.ask("GET", where)).text, "For ")
      }
      assert.strictEqual((yield* deliver(ben)).text, "For today.")
      // today has had its affirmation
      assert.deepStrictEqual(yield* refusal(ada, path, { date }), [409, "DateOver"])
      assert.strictEqual((yield* ask(Written, ada, "PUT", path, { date: null })).scheduledFor, null)
    }))

  it.effect("a reply and a wish are the receiver's to give, and the writer sees that they were given", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      yield* write(ada, "You are the calm in my day.")
      const { id } = yield* deliver(ben)
      const path = `/api/deliveries/${id}`
      const replied = yield* ask(Given, ben, "PUT", `${path}/reply`, { text: "  Thank you. " })
      assert.strictEqual(replied.reply?.text, "Thank you.")
      assert.deepStrictEqual(yield* refusal(ben, `${path}/reply`, { text: "x".repeat(281) }), [400, "Invalid"])
      assert.deepStrictEqual(yield* refusal(ben, `${path}/wish`, { wish: "never" }), [400, "Invalid"])
      assert.deepStrictEqual(yield* refusal(ada, `${path}/reply`, { text: "mine" }), [404, "DeliveryNotFound"])
      assert.strictEqual((yield* ask(Given, ben, "PUT", `${path}/wish`, { wish: "more" })).wish, "more")
      yield* ben.ask("PUT", `${path}/love`, { loved: true })
      const mine = Effect.map(ask(ItemsOf(Written), ada, "GET", "/api/affirmations/"), ({ items }) => items[0]!)
      const { loves, replies, wish } = yield* mine
      assert.deepStrictEqual([loves, replies, wish], [1, 1, "more"])
      assert.isNull((yield* ask(Given, ben, "PUT", `${path}/reply`, { text: null })).reply)
      assert.strictEqual((yield* mine).replies, 0)
    }))

  it.effect("the writer is told of a heart and of a reply, each once, and of neither when it was taken back", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const { id: affirmation } = yield* write(ada, "You left the porch light on for me.")
      const { id } = yield* deliver(ben)
      const say = (what: string, body: unknown) => ben.ask("PUT", `/api/deliveries/${id}/${what}`, body)
      const inbox = (person: Person) => ask(ItemsOf(Told), person, "GET", "/api/notifications/")
      const told = Effect.map(inbox(ada), ({ items }) => items.map(({ kind, source }) => [kind, source]))
      const answers = (query = "") =>
        Effect.map(ask(ItemsOf(Answered), ada, "GET", `/api/affirmations/answers${query}`), ({ items }) => items)

      yield* say("love", { loved: true })
      const first = (yield* inbox(ada)).items[0]!
      yield* say("love", { loved: false })
      assert.deepStrictEqual(yield* told, [])
      yield* say("love", { loved: true })
      yield* say("love", { loved: true })
      assert.deepStrictEqual((yield* inbox(ada)).items, [first])
      yield* say("reply", { text: "Thank you." })
      yield* say("reply", { text: "Thank you, truly." })
      assert.deepStrictEqual(yield* told, [["reply", id], ["heart", id]])
      const reply = (yield* answers())[0]!
      assert.deepStrictEqual([reply.affirmation, reply.reply?.text], [affirmation, "Thank you, truly."])
      assert.deepStrictEqual(yield* answers(`?of=${affirmation}`), [reply])
      assert.deepStrictEqual(yield* answers(`?of=${id}`), [])
      assert.strictEqual((yield* ada.ask("GET", "/api/affirmations/answers?of=x")).status, 400)

      // what was read stays, and nobody else was told
      yield* ada.ask("POST", `/api/notifications/${first.id}/read`, {})
      yield* say("love", { loved: false })
      yield* say("reply", { text: null })
      assert.deepStrictEqual(yield* told, [["heart", id]])
      assert.deepStrictEqual(yield* answers(), [])
      assert.deepStrictEqual((yield* inbox(ben)).items.map(({ kind }) => kind), ["affirmation"])
      assert.deepStrictEqual((yield* ask(ItemsOf(Answered), ben, "GET", "/api/affirmations/answers")).items, [])
    }))

  it.effect("words are kept with their date at once, or not at all, and the writer finds them by what became of them", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const date = plus(yield* today, 7)
      const dated = yield* write(ada, "Open the small drawer.", { date, tags: ["winter"] })
      assert.strictEqual(dated.scheduledFor, date)
      const random = yield* SecureRandom.SecureRandom
      const refused = Effect.fnUntraced(function*(date: string) {
        const body = { id: yield* random.uuidV7(), text: "Open the large drawer.", date }
        const { json, status } = yield* ada.ask("POST", "/api/affirmations/", body)
        return [status, (json as { _tag?: string })._tag]
      })
      assert.deepStrictEqual(yield* refused(date), [409, "DateTaken"])
      assert.deepStrictEqual(yield* refused(plus(yield* today, -2)), [409, "DateOver"])
      assert.deepStrictEqual(yield* refused("2027-02-29"), [400, "Invalid"])
      const plain = yield* write(ada, "You hum.")
      yield* ada.ask("PATCH", `/api/affirmations/${plain.id}`, { paused: true })
      const only = (query: string) =>
        Effect.map(
          ask(ItemsOf(Written), ada, "GET", `/api/affirmations/?${query}`),
          ({ items }) => items.map(({ id }) => id)
        )
      assert.deepStrictEqual(yield* only(""), [plain.id, dated.id])
      assert.deepStrictEqual(yield* only("only=scheduled"), [dated.id])
      assert.deepStrictEqual(yield* only("only=paused"), [plain.id])
      assert.deepStrictEqual(yield* only("only=never-sent"), [plain.id])
      assert.deepStrictEqual(yield* only("only=loved"), [])
      assert.strictEqual((yield* ada.ask("GET", "/api/affirmations/?only=best")).status, 400)
      const { counts } = yield* ask(Outlook, ada, "GET", "/api/affirmations/outlook")
      assert.deepStrictEqual(counts, { all: 2, "never-sent": 1, loved: 0, scheduled: 1, paused: 1 })
      assert.strictEqual((yield* ask(Outlook, ben, "GET", "/api/affirmations/outlook")).counts.all, 0)
    }))

  it.effect("tags are few, known and each once", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const { id } = yield* write(ada, "Only on hard days.")
      const path = `/api/affirmations/${id}`
      const tags = ["hard-day", "winter"]
      assert.deepStrictEqual((yield* ask(Written, ada, "PATCH", path, { tags })).tags, tags)
      for (const wrong of [["someday"], ["monday", "monday"], Array.from({ length: 6 }, () => "monday"), "monday"]) {
        assert.strictEqual((yield* ada.ask("PATCH", path, { tags: wrong })).status, 400)
      }
      assert.deepStrictEqual((yield* ask(Written, ada, "PATCH", path, { paused: true })).tags, tags)
    }))

  it.effect("a day that brought nothing is shown with its reason, and a hard day is the receiver's to name", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const { relationship, user } = yield* ask(Me, ben, "GET", "/api/me")
      const date = yield* today
      const job = { receiver: user.id, relationship: relationship.id, date: plus(date, -3), zone: utc, time: breakfast }
      assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["over"])
      const days = (person: Person, query = "") =>
        Effect.map(ask(Part, person, "GET", `/api/deliveries/${query}`), ({ days }) => days)
      const missed = { date: job.date, hard: false, missed: "late" }
      assert.deepStrictEqual(yield* days(ben), [missed])
      assert.deepStrictEqual(yield* days(ada), [])
      assert.deepStrictEqual(yield* days(ben, `?before=${job.date}`), [])
      const said = yield* ben.ask("PUT", "/api/deliveries/hard-day", { day: "tomorrow", hard: true })
      assert.deepStrictEqual([said.status, said.json], [200, { date: plus(date, 1), hard: true }])
      assert.deepStrictEqual(yield* days(ben), [{ date: plus(date, 1), hard: true, missed: null }, missed])
      for (const query of ["?before=1000-01-01", "?before=9999-12-31"]) {
        assert.strictEqual((yield* ben.ask("GET", `/api/deliveries/${query}`)).status, 200)
      }
      assert.strictEqual((yield* ben.ask("GET", "/api/deliveries/?before=2026-13-01")).status, 400)
      assert.strictEqual(
        (yield* ben.ask("PUT", "/api/deliveries/hard-day", { day: "someday", hard: true })).status,
        400
      )
    }))

  it.effect("words are found again by who received them, and what is no question is refused", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      yield* write(ada, "You are my lighthouse near Évora.")
      const { id } = yield* deliver(ben)
      const search = (person: Person, body: unknown) => person.ask("POST", "/api/deliveries/search", body)
      const found = (person: Person, body: unknown) =>
        Effect.map(
          ask(ItemsOf(Given), person, "POST", "/api/deliveries/search", body),
          ({ items }) => items.map(({ id }) => id)
        )
      assert.deepStrictEqual(yield* found(ben, { query: "lighthouse evo" }), [id])
      assert.deepStrictEqual(yield* found(ada, { query: "lighthouse" }), [])
      assert.deepStrictEqual(yield* found(ben, { query: "lighthouse", only: "loved" }), [])
      yield* ben.ask("PUT", `/api/deliveries/${id}/love`, { loved: true })
      assert.deepStrictEqual(yield* found(ben, { only: "loved" }), [id])
      assert.deepStrictEqual(yield* found(ben, { only: "loved", before: yield* today }), [])
      const first = (person: Person) => Effect.map(person.ask("GET", "/api/deliveries/first"), ({ json }) => json)
      assert.deepStrictEqual([yield* first(ben), yield* first(ada)], [{ date: yield* today }, { date: null }])
      for (const query of ["", " ", "x".repeat(101), "a\u0000", "\ud83d"]) {
        assert.strictEqual((yield* search(ben, { query })).status, 400, query)
      }
      assert.strictEqual((yield* search(ben, { only: "hated" })).status, 400)
      assert.strictEqual((yield* search(ben, { after: "made-up.cursor" })).status, 400)
    }))

  it.effect("the writer sees how likely each text is to be the next, and how long the pool lasts", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      for (const text of ["one", "two", "three"]) yield* write(ada, text)
      const outlook = (person: Person) => ask(Outlook, person, "GET", "/api/affirmations/outlook")
      const { health, items } = yield* outlook(ada)
      assert.deepStrictEqual(health, { drawable: 3, unseen: 3, fresh: 3 })
      assert.closeTo(items.reduce((sum, { probability }) => sum + probability, 0), 1, 1e-9)
      yield* deliver(ben)
      const next = yield* outlook(ada)
      assert.deepStrictEqual(next.health, { drawable: 3, unseen: 2, fresh: 2 })
      assert.isBelow(next.items[2]!.probability, next.items[0]!.probability)
      assert.strictEqual(next.date, plus(yield* today, 1))
      assert.deepStrictEqual((yield* outlook(ben)).items, [])
    }))
})
