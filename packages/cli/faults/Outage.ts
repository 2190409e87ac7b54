import * as Sending from "@lumi/core/affirmations/Sending"
import { Clock, Effect, Fiber, Random, Schedule } from "effect"
import type { Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import type { Answer } from "./Person.ts"
import * as Person from "./Person.ts"

/** As long as the limits of requests allow, one after the other. */
const pace = "120 millis"
const writes = 80

/** Until the database answers us again, too. */
const patiently = Effect.retry({ schedule: Schedule.spaced("100 millis"), times: 600 })

interface Asked extends Answer {
  /** when it was answered, by the clock of this process */
  readonly at: number
}

/**
 * Lets a page write and a worker deliver while the database goes away and comes back. `outage` ends when the server can be
 * used again; from the first answer after that on everything has to go well.
 */
export const run = Effect.fnUntraced(function*<E, R>(outage: Effect.Effect<unknown, E, R>) {
  const { jobs } = yield* Instance
  const clock = yield* Clock.Clock
  const [api] = yield* Effect.all([Lumi.api, Lumi.worker, Lumi.worker], { concurrency: 3 })
  const person = yield* Person.signUp(api)
  const asked: Array<Asked> = []
  const page = yield* Effect.forkChild(Effect.forEach(Array.from({ length: writes }), () =>
    person.write.pipe(
      Effect.tap((answer) => Effect.sync(() => asked.push({ ...answer, at: clock.currentTimeMillisUnsafe() }))),
      Effect.delay(pace)
    ), { discard: true }))
  // jobs that were acknowledged before, and some that are under way
  for (let n = 0; n < 4; n++) {
    yield* Sending.queue(jobs.slice(n * jobs.length / 4, (n + 1) * jobs.length / 4))
    if (n < 3) yield* Effect.sleep(yield* Random.nextBetween(0, 300))
  }
  yield* outage
  const back = clock.currentTimeMillisUnsafe()
  const since = yield* patiently(Journal.now)
  const left = yield* patiently(Journal.unsent(jobs))
  yield* Fiber.join(page)
  const well = asked.find(({ at, status }) => at > back && status === 200)
  yield* patiently(Journal.settled(jobs))
  const { broken, counts } = yield* Journal.count(jobs)
  const { acknowledged, missing } = yield* person.missing
  const after = asked.filter(({ at }) => well !== undefined && at > well.at && at > back)
  const failed = asked.filter(({ status }) => status !== 200)
  const late = after.filter(({ status }) => status >= 500 || status === 0)
  const strange = failed.filter(({ status }) => status !== 503)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, since),
    special: {
      "writes acknowledged": acknowledged,
      "writes lost": missing,
      "requests refused": failed.length,
      "first answer after ms": (well?.at ?? Infinity) - back
    },
    broken: [
      ...broken,
      ...(missing === 0 ? [] : [`${missing} of ${acknowledged} acknowledged writes are gone`]),
      ...(after.length > 5 ? [] : ["hardly anything was asked afterwards"]),
      ...(late.length === 0 ? [] : [`${late.length} requests failed after the first that went well`]),
      ...(strange.length === 0 ? [] : [`refused by ${strange.map(({ status }) => status).join()}: ${api.said()}`])
    ]
  }
  return figures
})
