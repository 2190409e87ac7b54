import * as Sending from "@lumi/core/affirmations/Sending"
import { Clock, Effect, Fiber, Random } from "effect"
import { SqlClient } from "effect/sql"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import * as Person from "./Person.ts"

/** More than all connections of the pool hold. */
const requests = 60
/** What a request may take: it is given up after 15 s; and a slow machine. */
const patience = 45_000

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const clock = yield* Clock.Clock
  const sql = yield* SqlClient.SqlClient
  const [api] = yield* Effect.all([Lumi.api, Lumi.worker], { concurrency: 2 })
  const person = yield* Person.signUp(api)
  yield* person.write
  const due = jobs.slice(0, yield* Random.nextIntBetween(20, 80))

  // whatever is asked stands behind somebody who does not move
  const tables = sql`lock table auth_item, account, draft, affirmation_tick, relationship in access exclusive mode`
  const held = yield* Effect.forkChild(sql.withTransaction(Effect.andThen(tables, Effect.sleep("22 seconds"))))
  yield* Effect.sleep("500 millis")
  yield* Sending.queue(due)
  const [asked, health] = yield* Effect.all([
    Effect.forEach(Array.from({ length: requests }), () => person.read, { concurrency: requests }),
    person.ready
  ], { concurrency: 2 })
  const back = yield* Effect.andThen(Fiber.join(held), Journal.now)
  const begun = clock.currentTimeMillisUnsafe()
  const left = yield* Journal.unsent(due)
  const well = yield* Effect.all([person.read, person.ready]).pipe(
    Effect.repeat({ schedule: Journal.often, until: (answers) => answers.every(({ status }) => status === 200) }),
    Effect.timeoutOption("60 seconds")
  )
  const healed = clock.currentTimeMillisUnsafe() - begun
  yield* Journal.settled(due)
  const { broken, counts } = yield* Journal.count(due)
  const most = Math.max(...asked.map(({ ms }) => ms))
  const strange = asked.filter(({ retryAfter, status }) => status !== 503 || retryAfter === null)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, back),
    special: { requests, "queue ms": most, "healed after ms": healed },
    broken: [
      ...broken,
      ...(most <= patience ? [] : [`a request took ${most} ms`]),
      ...(health.status === 503 ? [] : [`health said ${health.status}`]),
      ...(well._tag === "Some" ? [] : ["it did not come back"]),
      ...(strange.length === 0
        ? []
        : [`answered by ${strange.map(({ body, status }) => `${status} ${body.slice(0, 90)}`).join()}`])
    ]
  }
  return figures
})

/** Nothing moves in the database: everybody is told so, health is red, and nobody holds up anybody afterwards. */
export const fault: Fault = {
  number: 9,
  name: "pool exhausted",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
