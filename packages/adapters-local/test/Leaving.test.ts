import { assert, layer as withLayer } from "@effect/vitest"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { Notification, NotificationId } from "@lumi/core/notifications/Notification"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Memory } from "@lumi/core/testing"
import { at, freshId } from "@lumi/core/testing/contracts/Couples"
import { deliveryOf, written } from "@lumi/core/testing/contracts/Given"
import { suite } from "@lumi/core/testing/contracts/Leaving"
import { Deferred, Effect, Fiber, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores.pipe(Layer.provideMerge(Memory.layer)), 500)

/** Settles when a statement waits for a lock that somebody else holds. */
const somebodyWaits = SqlClient.SqlClient.use((sql) =>
  sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
).pipe(Effect.repeat({ until: ([row]) => row?.n === 1 }))

withLayer(testStores, { excludeTestServices: true, timeout: "4 minutes" })("Leaving on Postgres", (it) => {
  it.effect("whoever writes while somebody leaves waits, and writes nothing", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const deliveries = yield* DeliveryStore
      const notifications = yield* NotificationStore
      const relationships = yield* RelationshipStore
      const { affirmations: [affirmation], mailbox: { receiver, relationship } } = yield* written(1)
      const [before, later] = [deliveryOf(affirmation!), deliveryOf(affirmation!, 1)]
      yield* deliveries.decide([before])
      const notification = new Notification({
        id: NotificationId.make(freshId()),
        user: receiver,
        kind: "affirmation",
        source: before.id,
        createdAt: at(),
        readAt: Option.none()
      })
      const writes: ReadonlyArray<Effect.Effect<ReadonlyArray<unknown>, unknown>> = [
        deliveries.decide([later]),
        deliveries.markSent([before], at()),
        notifications.add([{ notification, relationship }])
      ]
      const committed: Array<ReadonlyArray<unknown>> = []
      for (const write of writes) {
        const leaving = yield* Deferred.make<void>()
        const left = yield* Deferred.make<void>()
        // taken back each time, so that all three meet somebody who leaves
        const transaction = yield* Effect.forkChild(sql.withTransaction(
          relationships.end(relationship).pipe(
            Effect.andThen(Deferred.succeed(leaving, undefined)),
            Effect.andThen(Deferred.await(left))
          )
        ))
        yield* Deferred.await(leaving)
        const writing = yield* Effect.forkChild(write)
        yield* Effect.raceFirst(somebodyWaits, Fiber.await(writing))
        yield* Deferred.succeed(left, undefined)
        yield* Fiber.join(transaction)
        committed.push(yield* Fiber.join(writing))
        yield* sql`update relationship set state = 'active' where id = ${relationship}`
      }
      assert.deepStrictEqual(committed, [[Option.none()], [false], [Option.none()]])
      assert.deepStrictEqual(yield* deliveries.onDays([before, later]), [Option.some(before), Option.none()])
      assert.deepStrictEqual((yield* notifications.list(receiver, Option.none(), 10)).items, [])
    }))
})
