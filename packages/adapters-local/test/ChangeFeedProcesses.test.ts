import { assert, layer as withLayer } from "@effect/vitest"
import { Account, type UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { type Change, subject, version } from "@lumi/core/changes/Change"
import { ChangeFeed, type Handle } from "@lumi/core/changes/ChangeFeed"
import { at, freshUser } from "@lumi/core/testing/contracts/Couples"
import { utc } from "@lumi/core/Zone"
import { Context, Deferred, Effect, Layer, Option, Queue } from "effect"
import { SqlClient } from "effect/sql"
import { layer } from "../src/ChangeFeed.ts"
import { testStores } from "../testing/Stores.ts"

/** The feed as another process has it: its own layer, its own listener. */
const process = Effect.fnUntraced(function*(handle: Handle<never>) {
  const context = yield* Layer.build(Layer.fresh(layer))
  return yield* Effect.forkScoped(Context.get(context, ChangeFeed).run(handle))
})

const person = Effect.gen(function*() {
  const accounts = yield* AccountStore
  const id = freshUser()
  const kept = { id, email: `${id}@example.org`, name: "Ada", zone: utc, createdAt: at() }
  yield* accounts.create(new Account({ ...kept, language: "en", appearance: "system", disabledAt: Option.none() }))
  return id
})
const disable = (user: UserId, minutes: number) =>
  AccountStore.use((accounts) => accounts.setDisabled(user, Option.some(at(minutes))))

const left = SqlClient.SqlClient.use((sql) => sql<{ reason: string | null }>`select reason from change`)
const untilLeft = (count: number) => Effect.repeat(left, { until: (rows) => rows.length === count })

withLayer(testStores, { excludeTestServices: true, timeout: "4 minutes" })("ChangeFeed between processes", (it) => {
  it.effect("of three one gets each change, and a subject's come one after the other", () =>
    Effect.gen(function*() {
      const users = yield* Effect.forEach(Array.from({ length: 12 }), () => person)
      const seen: Array<Change> = []
      const busy = new Set<string>()
      let overlaps = 0
      for (let n = 0; n < 3; n++) {
        yield* process((change) =>
          Effect.gen(function*() {
            if (busy.has(subject(change))) overlaps++
            busy.add(subject(change))
            yield* Effect.sleep("3 millis")
            busy.delete(subject(change))
            seen.push(change)
          })
        )
      }
      for (let minute = 1; minute <= 10; minute++) {
        yield* Effect.forEach(users, (user) => disable(user, minute), { concurrency: 6 })
      }
      yield* untilLeft(0)
      assert.strictEqual(seen.length, 120)
      assert.strictEqual(overlaps, 0)
      for (const versions of Map.groupBy(seen, subject).values()) {
        assert.deepStrictEqual(versions.map(version), versions.map(version).toSorted((a, b) => a - b))
      }
    }).pipe(Effect.scoped))

  it.effect("what a process that froze held is taken up again, and the late one changes nothing", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const user = yield* person
      const taken = yield* Queue.unbounded<number>()
      const gates = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      let calls = 0
      const handle: Handle<never> = () =>
        Effect.suspend(() => {
          const call = calls++
          return Effect.andThen(Queue.offer(taken, call), Deferred.await(gates[call]!))
        })
      yield* process(handle)
      yield* disable(user, 1)
      assert.strictEqual(yield* Queue.take(taken), 0)
      yield* process(handle)
      yield* sql`update change set visible_at = clock_timestamp()`
      assert.strictEqual(yield* Queue.take(taken), 1)
      yield* Deferred.succeed(gates[0]!, undefined)
      yield* Effect.sleep("200 millis")
      assert.strictEqual((yield* left).length, 1)
      yield* Deferred.succeed(gates[1]!, undefined)
      yield* untilLeft(0)
    }).pipe(Effect.scoped))

  it.effect("a change that is rolled back was none", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const user = yield* person
      yield* disable(user, 1).pipe(Effect.andThen(Effect.fail("no")), sql.withTransaction, Effect.flip)
      assert.deepStrictEqual(yield* left, [])
    }))

  it.effect("what nobody understands, or kills whoever takes it, is dead with its reason", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const user = yield* person
      yield* sql`insert into change (subject, body) values ('of tomorrow', ${
        JSON.stringify({ _tag: "Tomorrow" })
      }::jsonb)`
      yield* disable(user, 1)
      yield* sql`update change set receives = 12 where subject = ${`account ${user}`}`
      yield* process(() => Effect.die(new Error("must not be called")))
      yield* Effect.repeat(left, { until: (rows) => rows.every(({ reason }) => reason !== null) })
      assert.deepStrictEqual((yield* left).map(({ reason }) => reason).toSorted(), [
        "handed out more than 12 times: it kills its process",
        "not understood"
      ])
    }).pipe(Effect.scoped))
})
