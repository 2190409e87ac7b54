import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import * as Sending from "@lumi/core/affirmations/Sending"
import { Effect, Random } from "effect"
import type { Figures } from "./Fault.ts"
import * as Gate from "./Gate.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"

/** Rounds of one run, each with a worker that is killed. */
const rounds = 4

/** Kills a worker at a place, or at a random moment where none is named; gives the jobs that it left and when it died. */
const round = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>, place: Gate.Place | undefined) {
  const worker = yield* Lumi.worker
  if (place === undefined) {
    yield* Sending.queue(jobs)
    yield* Effect.sleep(yield* Random.nextBetween(0, 60))
  } else {
    yield* Gate.close(place)
    yield* Sending.queue(jobs)
    yield* Gate.reached
  }
  yield* Lumi.slay(worker)
  const since = yield* Journal.now
  if (place !== undefined) yield* Gate.turnAway
  return { since, left: yield* Journal.unsent(jobs) }
}, Effect.scoped)

/** Kills workers at the given places in turn, lets the last one finish, and counts. */
export const run = Effect.fnUntraced(function*(_seed: number, places: ReadonlyArray<Gate.Place | undefined>) {
  const { jobs } = yield* Instance
  const hit: Array<Effect.Success<ReturnType<typeof round>>> = []
  const queued: Array<DailyJob> = []
  for (let n = 0; n < rounds; n++) {
    const size = yield* Random.nextIntBetween(8, 40)
    const batch = jobs.slice(queued.length, queued.length + size)
    queued.push(...batch)
    hit.push(yield* round(batch, places[n % places.length]))
  }
  yield* Lumi.worker
  yield* Journal.settled(queued)
  const recovery = yield* Effect.forEach(hit, ({ left, since }) => Journal.recovery(left, since))
  const { broken, counts } = yield* Journal.count(queued)
  const left = hit.reduce((sum, { left }) => sum + left.length, 0)
  const figures: Figures = {
    ...counts,
    recovery: recovery.flat(),
    special: { kills: rounds, jobs: queued.length, "cut off": left },
    broken: [...broken, ...(left === 0 ? ["no worker was killed while it delivered"] : [])]
  }
  return figures
}, (effect, seed) => effect.pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared)))
