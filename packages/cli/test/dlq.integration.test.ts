import { assert, it } from "@effect/vitest"
import { testDatabase } from "@lumi/adapters-local/testing"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import path from "node:path"
import { inject } from "vitest"
import { lumiIn, makeHome, removeHome } from "./lumi.ts"

const temporaryHome = Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))

/** An instance that nobody works for, with `dead` jobs that failed for good, and the commands over it. */
const instance = Effect.fnUntraced(function*(dead: number) {
  const sql = yield* SqlClient.SqlClient
  const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
  const env = {
    LUMI_HOME: yield* temporaryHome,
    DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`
  }
  const lumi = (...line: ReadonlyArray<string>) => Effect.promise(() => lumiIn(env, ...line))
  const json = Effect.fnUntraced(function*(...line: ReadonlyArray<string>) {
    const { code, err, out } = yield* lumi(...line, "--json")
    assert.strictEqual(code, 0, err)
    return JSON.parse(out)
  })
  yield* json("migrate")
  yield* sql`insert into job (queue, body, failures, receive_count, dead_at, reason)
    select 'affirmations', jsonb_build_object('n', n), 4, 5, clock_timestamp(), 'failed 4 times'
    from generate_series(1, ${dead}::int) n`
  return { lumi, json }
})

const idsOf = ({ items }: { readonly items: ReadonlyArray<{ readonly id: string }> }) => items.map(({ id }) => id)

it.live("dead letters are listed, shown, sent back and forgotten by their ids", () =>
  Effect.gen(function*() {
    const { json, lumi } = yield* instance(4)
    const list = yield* json("queue", "dlq", "list")
    assert.isFalse(list.more)
    const [a = "", b = "", c = ""] = idsOf(list)
    const first = { queue: "affirmations", id: a, reason: "failed 4 times", failures: 4, receives: 5, body: { n: 1 } }
    assert.deepStrictEqual(list.items[0], first)
    assert.deepStrictEqual(yield* json("queue", "dlq", "show", a), first)
    assert.match((yield* lumi("queue", "dlq", "show", a)).out, /payload {3}\{"n":1\}/)
    const some = yield* json("queue", "dlq", "list", "--limit", "2")
    assert.deepStrictEqual([idsOf(some), some.more], [[a, b], true])
    assert.deepStrictEqual(yield* json("queue", "dlq", "list", "--queue", "due"), { items: [], more: false })

    const asked = yield* lumi("queue", "dlq", "drop", a, b)
    assert.strictEqual(asked.code, 4)
    assert.match(asked.err, /^Forget 2 dead letters for good\? .*--yes/)
    assert.deepStrictEqual(yield* json("queue", "dlq", "drop", a, "--dry-run"), {
      items: [{ queue: "affirmations", id: a, outcome: "would drop" }]
    })
    assert.strictEqual((yield* json("queue", "dlq", "list")).items.length, 4)
    assert.deepStrictEqual(yield* json("queue", "dlq", "drop", a, "--yes"), {
      items: [{ queue: "affirmations", id: a, outcome: "dropped" }]
    })
    assert.deepStrictEqual(yield* json("queue", "dlq", "retry", b, "--yes"), {
      items: [{ queue: "affirmations", id: b, outcome: "retried" }]
    })
    const partly = yield* lumi("queue", "dlq", "retry", c, b, "--yes", "--json")
    assert.strictEqual(partly.code, 1)
    assert.deepStrictEqual(JSON.parse(partly.out).items, [
      { queue: "affirmations", id: c, outcome: "retried" },
      { queue: null, id: b, outcome: "missing" }
    ])
    for (const line of [["show", a], ["retry", a, "--yes"], ["drop", "nonsense", "--yes"], ["drop", a, "--dry-run"]]) {
      const { code, err, out } = yield* lumi("queue", "dlq", ...line)
      assert.strictEqual(code, 3, line.join(" "))
      assert.match(err, /^There is no dead letter .*lumi queue dlq list.*\n$/)
      assert.strictEqual(out, "")
    }
    const [, { dead, ready } = { dead: -1, ready: -1 }] = (yield* json("queue", "stats")).items
    assert.deepStrictEqual({ dead, ready }, { dead: 1, ready: 2 })
  }).pipe(Effect.scoped, Effect.provide(testDatabase)))

it.live("all that are dead now are sent back in bulk, once", () =>
  Effect.gen(function*() {
    const { json, lumi } = yield* instance(1234)
    const redriven = (redriven: number, dead: number) => ({
      items: [{ queue: "due", dead: 0, redriven: 0 }, { queue: "affirmations", dead, redriven }, {
        queue: "push",
        dead: 0,
        redriven: 0
      }]
    })
    assert.deepStrictEqual(yield* json("queue", "dlq", "redrive", "--dry-run"), redriven(0, 1234))
    assert.strictEqual((yield* lumi("queue", "dlq", "redrive")).code, 4)
    assert.deepStrictEqual(yield* json("queue", "dlq", "redrive", "--yes", "--limit", "250"), redriven(250, 1234))
    assert.deepStrictEqual(yield* json("queue", "dlq", "redrive", "--yes"), redriven(984, 984))
    assert.match((yield* lumi("queue", "dlq", "redrive")).out, /^No job has failed for good/)
    assert.strictEqual((yield* lumi("queue", "dlq", "redrive", "--limit", "0")).code, 2)
    const [, { dead, ready } = { dead: -1, ready: -1 }] = (yield* json("queue", "stats")).items
    assert.deepStrictEqual({ dead, ready }, { dead: 0, ready: 1234 })
  }).pipe(Effect.scoped, Effect.provide(testDatabase)))
