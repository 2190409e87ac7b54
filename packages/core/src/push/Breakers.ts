import { Clock, Context, Effect, Layer, Option } from "effect"
import * as Breaker from "./Breaker.ts"

/** How many hosts are known at once: browsers name them, so that there might be any number. */
const mostHosts = 1000

/**
 * The breakers of all hosts, as this process knows them. Each process finds out by itself: what five of its own jobs met
 * says more than what another machine, with another address, could not reach.
 */
export class Breakers extends Context.Service<Breakers, {
  /** None when something may go to a host now, else how long it has to wait (milliseconds). */
  readonly admit: (host: string) => Effect.Effect<Option.Option<number>>
  /** What became of it: whether the host answered as one that works. */
  readonly tell: (host: string, works: boolean) => Effect.Effect<void>
}>()("@lumi/core/push/Breakers") {
  static readonly layer = Layer.effect(
    Breakers,
    Effect.gen(function*() {
      const clock = yield* Clock.Clock
      const hosts = new Map<string, Breaker.Breaker>()
      const now = clock.currentTimeMillisUnsafe
      return Breakers.of({
        admit: (host) =>
          Effect.sync(() => {
            const admitted = Breaker.admit(hosts.get(host) ?? Breaker.closed, now())
            if ("wait" in admitted) return Option.some(admitted.wait)
            if (admitted.breaker.failures > 0) hosts.set(host, admitted.breaker)
            return Option.none()
          }),
        tell: Effect.fnUntraced(function*(host, works) {
          const before = hosts.get(host) ?? Breaker.closed
          if (works) {
            hosts.delete(host)
            if (before.probeAt !== undefined) yield* Effect.logInfo("push services answer again", host)
            return
          }
          const after = Breaker.failed(before, now())
          if (hosts.size >= mostHosts && !hosts.has(host)) hosts.delete(hosts.keys().next().value ?? "")
          hosts.set(host, after)
          if (before.probeAt === undefined && after.probeAt !== undefined) {
            yield* Effect.logWarning("push services do not answer: what is for them waits", host)
          }
        })
      })
    })
  )
}
