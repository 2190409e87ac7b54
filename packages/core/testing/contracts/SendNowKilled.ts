import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as Extras from "../../src/affirmations/Extras.ts"
import { ExtraStore } from "../../src/affirmations/ExtraStore.ts"
import * as SendNow from "../../src/affirmations/SendNow.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import { JobQueue } from "../../src/queue/JobQueue.ts"
import { Realtime } from "../../src/realtime/Realtime.ts"
import type { System } from "./Pipeline.ts"
import { ada, freshId, given, inboxOf } from "./Senders.ts"

/** Whoever calls a method of these for the n-th time dies of it, before it did anything or after. */
const dying = (n: number, before: boolean) => {
  let calls = 0
  const killed = Effect.die(new Error("killed"))
  const wrap = <S extends object>(service: S): S =>
    new Proxy(service, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        return typeof method !== "function" ? method : (...args: ReadonlyArray<unknown>) => {
          const effect: Effect.Effect<unknown, unknown, unknown> = Reflect.apply(method, target, args)
          return ++calls !== n ? effect : before ? killed : Effect.andThen(effect, killed)
        }
      }
    })
  const provide = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
    return yield* effect.pipe(
      Effect.provideService(ExtraStore, wrap(yield* ExtraStore)),
      Effect.provideService(DeliveryStore, wrap(yield* DeliveryStore)),
      Effect.provideService(NotificationStore, wrap(yield* NotificationStore)),
      Effect.provideService(JobQueue, wrap(yield* JobQueue)),
      Effect.provideService(Realtime, wrap(yield* Realtime))
    )
  })
  return { provide, reached: () => calls >= n }
}

/** What "Send one now" is when somebody dies of it: a part of its contract. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`sending one now, killed (${name})`, (it) => {
    it.effect("killed at any step, it goes on where it was: sent once, one text", () =>
      Effect.gen(function*() {
        for (const before of [true, false]) {
          for (let n = 1;; n++) {
            const { ask, ben, state, written } = yield* ada("one", "two", "three")
            const { job } = yield* ask()
            const { provide, reached } = dying(n, before)
            yield* Effect.exit(provide(Extras.deliver([job])))
            const decided = yield* given(job)
            assert.deepStrictEqual(yield* Extras.deliver([job]), ["sent"], `call ${n}`)
            const sent = Option.getOrThrow(yield* given(job))
            if (Option.isSome(decided)) assert.strictEqual(sent.id, decided.value.id)
            assert.deepStrictEqual(yield* inboxOf(ben), [sent.id])
            assert.deepStrictEqual(yield* state, ["sent", true])
            const counts = yield* AffirmationStore.use((store) =>
              Effect.forEach(written, (one) => Effect.map(store.find(one, one.id), ({ timesSent }) => timesSent))
            )
            assert.strictEqual(counts.reduce((sum, count) => sum + count, 0), 1)
            if (!reached()) {
              assert.isAtLeast(n, 7)
              break
            }
          }
        }
      }))

    it.effect("killed while it is asked for, it can be asked for again under its id", () =>
      Effect.gen(function*() {
        const queue = yield* JobQueue
        for (const before of [true, false]) {
          for (let n = 1;; n++) {
            const { member, state } = yield* ada("one")
            const id = yield* freshId
            const { provide, reached } = dying(n, before)
            const waiting = Effect.map(queue.stats("affirmations"), ({ delayed, inFlight, ready }) =>
              delayed + inFlight + ready)
            const [queued] = [yield* waiting]
            yield* Effect.exit(provide(SendNow.ask(member, id, Option.none())))
            const [kept] = yield* state
            if (kept !== undefined) {
              assert.isAbove(yield* waiting, queued, "what is kept has a job")
            }
            const extra = yield* SendNow.ask(member, id, Option.none())
            const job = { extra: id, receiver: extra.receiver, date: extra.date }
            assert.deepStrictEqual(yield* Extras.deliver([job]), ["sent"])
            if (!reached()) {
              assert.isAtLeast(n, 4)
              break
            }
          }
        }
      }))
  })
