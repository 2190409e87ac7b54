import { assert, describe, it } from "@effect/vitest"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, Effect, Fiber, Layer, Option } from "effect"
import { inject } from "vitest"
import { clientsOf } from "../emulators/Credentials.ts"
import { as, Dynamo } from "../src/Dynamo.ts"
import { absent } from "../src/dynamo/Expression.ts"
import { mostBytes } from "../src/dynamo/Item.ts"
import { type Asked, type Fault, gate } from "../testing/Gate.ts"
import { tableOn, withDynamo } from "../testing/Table.ts"

/** A table behind a gate that lets go wrong what `fault` says of the nth request of its kind. */
const behind = Effect.fnUntraced(function*(fault: (nth: number, asked: Asked, table: string) => Fault | undefined) {
  const endpoint = inject("dynoxide") ?? ""
  const { endpoint: via, state } = yield* gate(endpoint)
  const dynamo = Context.get(yield* Layer.build(tableOn(endpoint, via)), Dynamo)
  state.fault = (asked, nth) => fault(nth, asked, dynamo.table)
  return { dynamo, asked: state.asked, state }
})

const key = { PK: "A", SK: "B" }
const upTo = (most: number, fault: Fault) => (nth: number) => nth <= most ? fault : undefined
const conflict = {
  error: "TransactionCanceledException",
  more: { CancellationReasons: [{ Code: "TransactionConflict" }, { Code: "None" }] }
}
/** Half of what is asked in a batch is left undone. */
const half =
  (requests: "UnprocessedKeys" | "UnprocessedItems") => (_: number, { body, operation }: Asked, table: string) => {
    if (!operation.startsWith("Batch")) return undefined
    const asked = Object.values(body["RequestItems"] as Record<string, unknown>)[0]
    const all = (Array.isArray(asked) ? asked : (asked as { readonly Keys: ReadonlyArray<unknown> }).Keys) as Array<
      unknown
    >
    if (all.length < 2) return undefined
    const split = (part: Array<unknown>) => ({
      [table]: Array.isArray(asked) ? part : { ...asked as object, Keys: part }
    })
    const [now, later] = [all.slice(0, all.length / 2), all.slice(all.length / 2)]
    return { ask: { ...body, RequestItems: split(now) }, add: { [requests]: split(later) } }
  }
const ten = Array.from({ length: 10 }, (_, n) => ({ PK: "A", SK: String(n) }))

withDynamo(() => {
  describe("Dynamo when something goes wrong (DynamoDB emulator)", () => {
    const throttles = [
      { error: "ProvisionedThroughputExceededException" },
      { error: "ThrottlingException" },
      { error: "RequestLimitExceeded" },
      { error: "InternalServerError", status: 500 },
      { cut: true }
    ] as const
    for (const fault of throttles) {
      it.live(`it comes again after ${"error" in fault ? fault.error : "a connection that is cut"}`, () =>
        Effect.gen(function*() {
          const { asked, dynamo } = yield* behind(upTo(1, fault))
          yield* dynamo.put(key)
          assert.deepStrictEqual(yield* dynamo.get(key), Option.some(key))
          assert.deepStrictEqual(asked.map(({ operation }) => operation), ["PutItem", "PutItem", "GetItem", "GetItem"])
        }))
    }

    it.live("what stays throttled is an outage, after a bounded number of tries", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind(() => ({ error: "ThrottlingException" }))
        const error = yield* Effect.flip(dynamo.get(key).pipe(as("Somebody.asks")))
        assert.instanceOf(error, StoreUnavailable)
        assert.strictEqual(error.operation, "Somebody.asks")
        assert.strictEqual(asked.length, 4)
      }))

    it.live("keys and writes that stay unprocessed are asked for again, and only these", () =>
      Effect.gen(function*() {
        const writing = yield* behind(half("UnprocessedItems"))
        yield* writing.dynamo.putMany(ten)
        assert.strictEqual((yield* writing.dynamo.query({ pk: "A" })).items.length, 10)
        assert.isAtLeast(writing.asked.filter(({ operation }) => operation === "BatchWriteItem").length, 4)

        const reading = yield* behind(half("UnprocessedKeys"))
        yield* reading.dynamo.transact(ten.map((item) => ({ put: item })))
        assert.deepStrictEqual(yield* reading.dynamo.getMany(ten), ten.map((item) => Option.some(item)))
      }))

    it.live("what is never processed is an outage", () =>
      Effect.gen(function*() {
        const { dynamo } = yield* behind((_, { body }, table) => ({
          ask: {
            ...body,
            RequestItems: { [table]: [{ DeleteRequest: { Key: { PK: { S: "A" }, SK: { S: "none" } } } }] }
          },
          add: { UnprocessedItems: body["RequestItems"] }
        }))
        const error = yield* Effect.flip(dynamo.putMany(ten))
        assert.strictEqual(error._tag, "DynamoUnavailable")
      }))

    it.live("a transaction comes again while others are in its way, and is written once", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind((nth, { operation }) =>
          operation === "TransactWriteItems" && nth <= 3 ? conflict : undefined
        )
        yield* dynamo.put({ ...key, n: 0 })
        yield* dynamo.transact([
          { update: key, by: "SET #n = #n + :one", values: { one: 1 } },
          { put: { PK: "A", SK: "C" }, if: absent }
        ])
        assert.deepStrictEqual(yield* dynamo.get(key), Option.some({ ...key, n: 1 }))
        assert.strictEqual(asked.filter(({ operation }) => operation === "TransactWriteItems").length, 4)
      }))

    it.live("a transaction whose answer gets lost is written once, and not refused for what it did itself", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind((nth, { operation }) =>
          operation === "TransactWriteItems" && nth <= 2 ? { lost: true } : undefined
        )
        yield* dynamo.put({ ...key, n: 0 })
        yield* dynamo.transact([
          { update: key, by: "SET #n = #n + :one", if: "#n = :zero", values: { one: 1, zero: 0 } }
        ])
        assert.deepStrictEqual(yield* dynamo.get(key), Option.some({ ...key, n: 1 }))
        assert.strictEqual(asked.filter(({ operation }) => operation === "TransactWriteItems").length, 3)
      }))

    it.live("a write alone comes again too; a condition that failed does not", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind((nth, { operation }) =>
          operation === "UpdateItem" && nth < 3 ? { error: "TransactionConflictException" } : undefined
        )
        yield* dynamo.update(key, { by: "SET #n = :n", values: { n: 1 } })
        yield* Effect.flip(dynamo.put(key, { if: absent }))
        assert.deepStrictEqual(asked.map(({ operation }) => operation), [
          "UpdateItem",
          "UpdateItem",
          "UpdateItem",
          "PutItem"
        ])
      }))

    it.live("an item that is too large is refused before it is sent, and so is one in a batch or a transaction", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind(() => undefined)
        const names = "PKASKBtext".length
        const fits = { ...key, text: "ä".repeat((mostBytes - names) / 2) }
        yield* dynamo.put(fits)
        const large = { ...key, text: `${fits.text}ä` }
        const before = asked.length
        assert.strictEqual((yield* Effect.flip(dynamo.put(large)))._tag, "ItemTooLarge")
        assert.strictEqual((yield* Effect.flip(dynamo.putMany([large])))._tag, "ItemTooLarge")
        assert.strictEqual((yield* Effect.flip(dynamo.transact([{ put: large }])))._tag, "ItemTooLarge")
        assert.strictEqual(asked.length, before)
        const more = { by: "SET #more = :more", values: { more: "more" } }
        assert.strictEqual((yield* Effect.flip(dynamo.update(key, more)))._tag, "ItemTooLarge")
        assert.strictEqual((yield* Effect.flip(dynamo.transact([{ update: key, ...more }])))._tag, "ItemTooLarge")
      }))

    it.live("a step that makes an item too large is one among the reasons of AWS", () =>
      Effect.gen(function*() {
        const Message = "Item size to update has exceeded the maximum allowed size"
        const reasons = { CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message }] }
        const { dynamo } = yield* behind(() => ({ error: "TransactionCanceledException", more: reasons }))
        assert.strictEqual((yield* Effect.flip(dynamo.transact([{ put: key }])))._tag, "ItemTooLarge")
      }))

    it.live("more than a hundred steps are a bug, and nothing is sent", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind(() => undefined)
        const exit = yield* Effect.exit(
          dynamo.transact(Array.from({ length: 101 }, (_, n) => ({ put: { PK: "A", SK: String(n) } })))
        )
        assert.isTrue(exit._tag === "Failure" && exit.cause.reasons.every(({ _tag }) => _tag === "Die"))
        assert.deepStrictEqual(asked, [])
      }))

    it.live("a table that is missing is named, with what creates it", () =>
      Effect.gen(function*() {
        const layer = Dynamo.layerOf("no-such-table").pipe(
          Layer.provide(clientsOf({ dynamodb: inject("dynoxide") ?? "" }))
        )
        const dynamo = Context.get(yield* Layer.build(layer), Dynamo)
        const error = yield* Effect.flip(dynamo.get(key))
        if (error._tag !== "TableMissing") return assert.fail(error._tag)
        assert.include(error.message, "no-such-table")
        assert.include(error.message, "LUMI_TABLE")
      }))

    it.live("who no longer waits takes the request along", () =>
      Effect.gen(function*() {
        const { asked, dynamo, state } = yield* behind(() => ({ silent: true }))
        const waiting = yield* Effect.forkChild(dynamo.get(key))
        while (asked.length === 0) yield* Effect.sleep("5 millis")
        yield* Fiber.interrupt(waiting)
        yield* Effect.sleep("300 millis")
        assert.strictEqual(state.left, 1)
        assert.strictEqual(asked.length, 1)
      }))

    it.live("whatever is read of the table is read consistently, and of an index as it is", () =>
      Effect.gen(function*() {
        const { asked, dynamo } = yield* behind(() => undefined)
        yield* dynamo.get(key)
        yield* dynamo.getMany([key])
        yield* dynamo.query({ pk: "A" })
        yield* dynamo.query({ pk: "A", index: "GSI1" })
        const said = asked.map(({ body }) => JSON.stringify(body).includes(`"ConsistentRead":true`))
        assert.deepStrictEqual(said, [true, true, true, false])
      }))

    it.live("a request that is wrong is a bug, not an outage", () =>
      Effect.gen(function*() {
        const { dynamo } = yield* behind(() => undefined)
        const exit = yield* Effect.exit(dynamo.update(key, { by: "SET #n = :unknown" }))
        assert.isTrue(exit._tag === "Failure" && exit.cause.reasons.every(({ _tag }) => _tag === "Die"))
      }))
  })
})
