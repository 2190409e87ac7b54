import { assert, layer } from "@effect/vitest"
import { Arbitrary, Effect, Schema } from "effect"
import { Listener } from "../../src/http/Listener.ts"
import { Origin } from "../../src/http/Origin.ts"
import { bodies, type Endpoint, unsafe } from "./endpoints.ts"
import { couple, pageHeaders, type Person } from "./people.ts"
import { send } from "./send.ts"
import { world } from "./world.ts"

const id = "019845e1-682f-7b02-a706-3b2422d13aec"
const taking = unsafe.filter(({ definition }) => definition.payload.size > 0)
const runs = 150

/** The first schema of a body; none of ours needs a service to be read or written. */
const schemaOf = ({ definition }: Endpoint) =>
  Array.from(definition.payload.values()).flatMap(({ schemas }) => schemas)[0] as Schema.Codec<unknown> | undefined

/** What may happen to any request whatever it says: it does not fit, or there is no such thing. */
const always = new Set([400, 404])

const statusOf = (person: Person, { method, path }: Endpoint, body: unknown) =>
  Effect.map(person.ask(method, path.replace(":id", id), body), ({ status }) => status)

const Anything = Schema.Struct({
  id: Schema.Unknown,
  text: Schema.Unknown,
  secret: Schema.Unknown,
  loved: Schema.Unknown,
  name: Schema.Unknown,
  time: Schema.Unknown,
  device: Schema.Unknown,
  paused: Schema.Unknown
})

const raw = [
  "",
  "{",
  "null",
  "[]",
  '"x"',
  "0",
  "\u0000",
  '{"text":"\\ud800","id":"x"}',
  "[".repeat(30_000),
  '{"a":'.repeat(10_000),
  '{"__proto__":{"a":1},"text":"x"}',
  '{"constructor":{"prototype":{"admin":true}}}',
  `{"text":${"9".repeat(5000)}}`,
  '{"text":"a","text":"b"}'
]

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Whatever is sent", (it) => {
  it.effect("an example body is written down for every endpoint that takes one", () =>
    Effect.sync(() => assert.deepStrictEqual(taking.map(({ name }) => name).filter((name) => !(name in bodies)), [])))

  it.effect("bodies that fit get answers that are documented", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      for (const endpoint of taking) {
        const schema = schemaOf(endpoint)
        if (schema === undefined) return assert.fail(endpoint.name)
        const encode = Schema.encodeUnknownEffect(schema)
        const result = yield* Arbitrary.checkEffect(Arbitrary.schema(Schema.toType(schema)), (value) =>
          Effect.gen(function*() {
            const status = yield* statusOf(ada, endpoint, yield* encode(value))
            return endpoint.documented.has(status) && status < 500 || always.has(status)
          }), { runs, seed: 1 })
        assert.strictEqual(result._tag, "Passed", `${endpoint.name}: ${JSON.stringify(result)}`)
      }
    }))

  it.effect("no JSON breaks anything", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      for (const endpoint of taking) {
        const result = yield* Arbitrary.checkEffect(Arbitrary.schema(Anything), (value) =>
          Effect.map(
            statusOf(
              ada,
              endpoint,
              JSON.stringify(value, (_, part) => typeof part === "bigint" ? String(part) : part)
            ),
            (status) => status < 500
          ), { runs, seed: 2 })
        assert.strictEqual(result._tag, "Passed", `${endpoint.name}: ${JSON.stringify(result)}`)
      }
    }))

  it.effect("nor does what is no JSON", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      for (const endpoint of taking) {
        for (const body of raw) {
          const status = yield* statusOf(ada, endpoint, body)
          assert.isTrue(status < 500 && status >= 200, `${endpoint.name} ${status} on ${body.slice(0, 30)}`)
        }
      }
      const { port } = yield* Listener
      const headers = { ...pageHeaders((yield* Origin).url), ...ada.headers, "content-encoding": "gzip" }
      const { status } = yield* send(port, "/api/affirmations/", { method: "POST", headers, body: "not packed" })
      assert.strictEqual(status, 400)
    }))

  it.effect("odd addresses are not found, and the server goes on", () =>
    Effect.gen(function*() {
      const [ada] = yield* couple("Ada", "Ben")
      const odd = [
        "%",
        "%00",
        "%ff",
        "..",
        "x".repeat(5000),
        "💛".split("").map(encodeURIComponent.bind(null, "x")).join(""),
        `${id}%00`
      ]
      for (const part of odd) {
        const { status } = yield* ada.ask("PATCH", `/api/affirmations/${part}`, { paused: true })
        assert.include([400, 404, 414, 431], status, part.slice(0, 20))
      }
      for (const query of ["after=", "after=%ff", "after=a&after=b", "after[]=x", "x=1"]) {
        const { status } = yield* ada.ask("GET", `/api/affirmations/?${query}`)
        assert.include([200, 400], status, query)
      }
    }))
})
