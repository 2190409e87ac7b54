import * as Sending from "@lumi/core/affirmations/Sending"
import { Clock, Effect, Random } from "effect"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import * as Person from "./Person.ts"
import * as Proxy from "./Proxy.ts"

/** What a request may take: a silent connection is given up after 15 s, a new one after 5 s; and a slow machine. */
const patience = 45_000
const requests = 12

const story = Effect.fnUntraced(function*() {
  const { database, jobs, socketPath } = yield* Instance
  const clock = yield* Clock.Clock
  const network = yield* Proxy.between(socketPath)
  const env = { DATABASE_URL: `postgres://lumi@127.0.0.1:${network.port}/${database}` }
  const [api] = yield* Effect.all([
    Lumi.start(["serve", "--role", "api", "--port", "0"], env),
    Lumi.start(["serve", "--role", "worker"], env)
  ], { concurrency: 2 })
  const person = yield* Person.signUp(api)
  yield* person.write
  const due = jobs.slice(0, yield* Random.nextIntBetween(20, 80))

  yield* network.swallow(true)
  yield* Sending.queue(due)
  const asked = yield* Effect.forEach(
    Array.from({ length: requests }),
    (_, n) => n % 2 === 0 ? person.read : person.write,
    { concurrency: requests }
  )
  yield* network.swallow(false)
  const begun = clock.currentTimeMillisUnsafe()
  const since = yield* Journal.now
  const left = yield* Journal.unsent(due)
  const well = yield* person.read.pipe(
    Effect.repeat({ schedule: Journal.often, until: ({ status }) => status === 200 }),
    Effect.timeoutOption("60 seconds")
  )
  const healed = clock.currentTimeMillisUnsafe() - begun
  yield* Journal.settled(due)
  const { broken, counts } = yield* Journal.count(due)
  const { acknowledged, missing } = yield* person.missing
  const most = Math.max(...asked.map(({ ms }) => ms))
  const strange = asked.filter(({ retryAfter, status }) => status !== 503 || retryAfter === null)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, since),
    special: { requests, "longest ms": most, "healed after ms": healed, "writes lost": missing },
    broken: [
      ...broken,
      ...(most <= patience ? [] : [`a request took ${most} ms`]),
      ...(well._tag === "Some" ? [] : ["the pool did not heal"]),
      ...(missing === 0 ? [] : [`${missing} of ${acknowledged} acknowledged writes are gone`]),
      ...(strange.length === 0
        ? []
        : [`answered by ${strange.map(({ body, status }) => `${status} ${body.slice(0, 90)}`).join()}`])
    ]
  }
  return figures
})

/** A network that swallows everything: requests end with a word, and the pool heals by itself when the network is back. */
export const fault: Fault = {
  number: 8,
  name: "half-open database connection",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
