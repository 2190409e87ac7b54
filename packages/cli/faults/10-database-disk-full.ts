import * as Sending from "@lumi/core/affirmations/Sending"
import { Clock, Effect, Random } from "effect"
import * as Disk from "./Disk.ts"
import type { Fault, Figures } from "./Fault.ts"
import { Instance, ownIn } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import * as Person from "./Person.ts"

const story = Effect.fnUntraced(function*({ fill, free }: Effect.Success<ReturnType<typeof Disk.small>>) {
  const { jobs } = yield* Instance
  const clock = yield* Clock.Clock
  const [api] = yield* Effect.all([Lumi.api, Lumi.worker], { concurrency: 2 })
  const person = yield* Person.signUp(api)
  const first = jobs.slice(0, jobs.length / 2)
  yield* Sending.queue(first)
  yield* fill
  // what is there has some room yet
  const full = yield* Effect.delay(person.write, "120 millis").pipe(
    Effect.repeat({ times: 95, until: ({ status }) => status !== 200 })
  )
  const read = yield* person.read
  yield* Effect.sleep("2 seconds")
  yield* free
  const begun = clock.currentTimeMillisUnsafe()
  const since = yield* Journal.now
  const left = yield* Journal.unsent(first)
  const well = yield* Effect.delay(person.write, "120 millis").pipe(
    Effect.repeat({ times: 95, until: ({ status }) => status === 200 })
  )
  const resumed = clock.currentTimeMillisUnsafe() - begun
  yield* Sending.queue(jobs.slice(first.length))
  yield* Journal.settled(jobs)
  const { broken, counts } = yield* Journal.count(jobs)
  const { acknowledged, missing } = yield* person.missing
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, since),
    special: { "writes acknowledged": acknowledged, "writes lost": missing, "resumed after ms": resumed },
    broken: [
      ...broken,
      ...(full.status === 503 || full.status === 507
        ? []
        : [`a write on a full disk was answered by ${full.status} ${full.body}`]),
      ...(read.status === 200 ? [] : [`a read on a full disk was answered by ${read.status} ${read.body}`]),
      ...(well.status === 200 ? [] : [`writes did not resume: ${well.status} ${well.body}`]),
      ...(missing === 0 ? [] : [`${missing} of ${acknowledged} acknowledged writes are gone`])
    ]
  }
  return figures
})

/** Without room reading goes on, writing is refused and not half-done, and everything resumes by itself when there is room. */
export const fault: Fault = {
  number: 10,
  name: "database disk full",
  missing: Disk.missing,
  run: (seed) =>
    Effect.scoped(Effect.gen(function*() {
      const disk = yield* Disk.small("160m")
      const instance = ownIn(Effect.succeed(disk.dir))
      return yield* story(disk).pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(instance))
    }))
}
