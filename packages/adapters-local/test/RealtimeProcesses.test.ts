import { assert, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { Realtime } from "@lumi/core/realtime/Realtime"
import * as Topics from "@lumi/core/realtime/Topics"
import { Epoch, RelationshipId } from "@lumi/core/relationships/Relationship"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { Context, Effect, Layer, Option, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { layerAedes } from "../src/Realtime.ts"
import * as Spread from "../src/realtime/Spread.ts"
import { testDatabase } from "../testing/Database.ts"
import * as TestPages from "../testing/RealtimePages.ts"
import * as Secrets from "../testing/RealtimeSecrets.ts"

/** Another process: its own broker, floors and listener, over the same database and secrets. */
const another = Effect.gen(function*() {
  const context = yield* Layer.build(
    Layer.fresh(TestPages.layer.pipe(Layer.provideMerge(layerAedes), Layer.provide(Spread.layer)))
  )
  return { ...Context.get(context, Realtime), ...Context.get(context, Pages) }
})

const ada = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
const relationship = RelationshipId.make("019845e1-682f-7b02-a706-3b2422d13aed")
const membership = (epoch: number) => ({ relationship, epoch: Epoch.make(epoch) })
const asking = (device: string, epoch = 1) => ({
  user: ada,
  device: Topics.DeviceId.make(device),
  membership: Option.some(membership(epoch))
})
const listeners = SqlClient.SqlClient.use((sql) =>
  sql<{ pid: number }>`select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%'`
)
/** What is signed in the millisecond of a cut is void too. */
const aMoment = Effect.sleep("5 millis")

withLayer(Layer.merge(testDatabase, Secrets.layer), { excludeTestServices: true, timeout: "4 minutes" })(
  "Realtime between processes",
  (it) => {
    it.effect("who is disconnected by one is gone from all, with every ticket, and may come back with a new one", () =>
      Effect.gen(function*() {
        const [one, other] = [yield* another, yield* another]
        const old = yield* one.ticket(asking("device-1"))
        const page = yield* other.connect({ ticket: old })
        yield* aMoment
        yield* one.disconnect(ada)
        yield* page.closed.pipe(Effect.timeout("20 seconds"))
        assert.strictEqual((yield* Effect.flip(other.connect({ ticket: old })))._tag, "PageRefused")
        yield* aMoment
        const back = yield* other.connect({ ticket: yield* other.ticket(asking("device-1")) })
        yield* Effect.sleep("100 millis")
        assert.isTrue(back.isOpen())
      }).pipe(Effect.scoped))

    it.effect("a process that starts knows whose tickets are void", () =>
      Effect.gen(function*() {
        const one = yield* another
        const [old, young] = [yield* one.ticket(asking("device-1", 1)), yield* one.ticket(asking("device-2", 2))]
        yield* one.admit(ada, membership(2))
        const late = yield* another
        assert.strictEqual((yield* Effect.flip(late.connect({ ticket: old })))._tag, "PageRefused")
        yield* late.connect({ ticket: young })
      }).pipe(Effect.scoped))

    it.effect("what was told while a process was cut off from the database holds there afterwards", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const [one, other] = [yield* another, yield* another]
        const page = yield* other.connect({ ticket: yield* other.ticket(asking("device-1", 3)) })
        const before = yield* listeners
        assert.isNotEmpty(before)
        for (const { pid } of before) yield* sql`select pg_terminate_backend(${pid})`
        yield* one.admit(ada, membership(4)).pipe(Effect.retry({ times: 200, schedule: Schedule.spaced("100 millis") }))
        yield* page.closed.pipe(Effect.timeout("20 seconds"))
      }).pipe(Effect.scoped))
  }
)
