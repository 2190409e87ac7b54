import { assert, describe, it } from "@effect/vitest"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { suite } from "@lumi/core/testing/contracts/AuthStore"
import { DateTime, Effect, Layer, Option } from "effect"
import { layer, sweep } from "../src/AuthStore.ts"
import { testDatabase } from "../testing/Database.ts"

const database = layer.pipe(Layer.provideMerge(testDatabase))

suite("Postgres", database)

describe("sweep", () => {
  it.live("deletes what has expired, however much, and nothing else", () =>
    Effect.gen(function*() {
      const store = yield* AuthStore
      const item = (sk: number, expiresAt: Option.Option<DateTime.Utc>) =>
        ({ pk: "sweep", sk: String(sk), version: 1, value: {}, expiresAt, kind: "put", expected: "nothing" }) as const
      const past = Option.some(DateTime.makeUnsafe("2020-12-31T23:59:58Z"))
      const future = Option.some(DateTime.makeUnsafe("2099-01-01T00:00:02Z"))
      for (let page = 0; page < 12; page++) {
        yield* store.transact(Array.from({ length: 100 }, (_, n) => item(page * 100 + n, past)))
      }
      yield* store.transact([item(5000, Option.none()), item(5001, future)])
      assert.strictEqual(yield* sweep(), 1200)
      assert.deepStrictEqual((yield* store.query("sweep")).map(({ sk }) => sk), ["5000", "5001"])
      assert.strictEqual(yield* sweep(), 0)
    }).pipe(Effect.provide(database)))
})
