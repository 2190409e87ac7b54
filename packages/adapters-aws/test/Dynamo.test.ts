import { assert, layer } from "@effect/vitest"
import { Effect, Option } from "effect"
import { Dynamo } from "../src/Dynamo.ts"
import { absent, present } from "../src/dynamo/Expression.ts"
import { metered } from "../testing/Metered.ts"
import { testTable, withDynamo } from "../testing/Table.ts"

let keys = 0
const fresh = () => `TEST#${++keys}`
const itemsOf = (pk: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ PK: pk, SK: `n${String(n).padStart(4, "0")}`, n }))

withDynamo(() => {
  layer(testTable, { timeout: "4 minutes" })("Dynamo (DynamoDB emulator)", (it) => {
    it.effect("many are read in the order asked, one twice and one that is not there too", () =>
      Effect.gen(function*() {
        const dynamo = yield* Dynamo
        const items = itemsOf(fresh(), 230)
        yield* dynamo.putMany(items)
        const asked = [...items.toReversed(), { PK: "TEST#none", SK: "x" }, items[7]!]
        const found = yield* dynamo.getMany(asked)
        assert.deepStrictEqual(
          found.map((item) => Option.getOrUndefined(item)?.["n"]),
          asked.map((key) => "n" in key ? key.n : undefined)
        )
        yield* dynamo.removeMany(items)
        assert.deepStrictEqual((yield* dynamo.query({ pk: items[0]!.PK })).items, [])
      }))

    it.effect("a query reads a range in either direction, page by page", () =>
      Effect.gen(function*() {
        const dynamo = yield* Dynamo
        const pk = fresh()
        yield* dynamo.putMany(itemsOf(pk, 7))
        const numbers = (found: { readonly items: ReadonlyArray<Readonly<Record<string, unknown>>> }) =>
          found.items.map(({ n }) => n)
        const one = yield* dynamo.query({ pk, limit: 3, descending: true })
        assert.deepStrictEqual(numbers(one), [6, 5, 4])
        const two = yield* dynamo.query({ pk, descending: true, from: Option.getOrThrow(one.next) })
        assert.deepStrictEqual(numbers(two), [3, 2, 1, 0])
        assert.deepStrictEqual(two.next, Option.none())
        assert.deepStrictEqual(numbers(yield* dynamo.query({ pk, range: { between: ["n0002", "n0003"] } })), [2, 3])
        assert.deepStrictEqual(numbers(yield* dynamo.query({ pk, range: { beginsWith: "n" }, limit: 1 })), [0])
        assert.deepStrictEqual(numbers(yield* dynamo.query({ pk, range: { after: "n0005" } })), [6])
        assert.deepStrictEqual(numbers(yield* dynamo.query({ pk, range: { before: "n0001" } })), [0])
      }))

    it.effect("a condition that fails says what lies there", () =>
      Effect.gen(function*() {
        const dynamo = yield* Dynamo
        const item = { PK: fresh(), SK: "A", name: "first" }
        yield* dynamo.put(item, { if: absent })
        const error = yield* Effect.flip(dynamo.put({ ...item, name: "second" }, { if: absent }))
        assert.deepStrictEqual(error._tag === "ConditionFailed" && error.item, Option.some(item))
        const values = { name: "third", was: "first" }
        const changed = yield* dynamo.update(item, { by: "SET #name = :name", if: "#name = :was", values })
        assert.deepStrictEqual(changed, { ...item, name: "third" })
        const missing = yield* Effect.flip(dynamo.remove({ PK: fresh(), SK: "A" }, { if: present }))
        assert.deepStrictEqual(missing._tag === "ConditionFailed" && missing.item, Option.none())
        assert.deepStrictEqual(yield* dynamo.remove(item), Option.some(changed))
      }))

    it.effect("a transaction that is refused says which steps, and writes nothing", () =>
      Effect.gen(function*() {
        const dynamo = yield* Dynamo
        const pk = fresh()
        yield* dynamo.put({ PK: pk, SK: "there", n: 1 })
        const error = yield* Effect.flip(dynamo.transact([
          { put: { PK: pk, SK: "new" } },
          { put: { PK: pk, SK: "there", n: 2 }, if: absent },
          { check: { PK: pk, SK: "missing" }, if: present }
        ]))
        if (error._tag !== "TransactionRefused") return assert.fail(error._tag)
        assert.deepStrictEqual(error.steps, [
          { step: 1, item: Option.some({ PK: pk, SK: "there", n: 1 }) },
          { step: 2, item: Option.none() }
        ])
        assert.strictEqual((yield* dynamo.query({ pk })).items.length, 1)
      }))

    it.effect("who counts learns of requests and of what they cost", () =>
      Effect.gen(function*() {
        const dynamo = yield* Dynamo
        const item = { PK: fresh(), SK: "A", text: "x".repeat(5000) }
        const written = yield* metered(dynamo.put(item))
        assert.deepStrictEqual(written, { result: undefined, requests: 1, readUnits: 0, writeUnits: 5 })
        const read = yield* metered(dynamo.get(item))
        assert.deepStrictEqual({ ...read, result: 0 }, { result: 0, requests: 1, readUnits: 2, writeUnits: 0 })
        const twice = yield* metered(dynamo.transact([{ put: item }, { put: { PK: item.PK, SK: "B" } }]))
        assert.deepStrictEqual(twice, { result: undefined, requests: 1, readUnits: 0, writeUnits: 12 })
      }))
  })
})
