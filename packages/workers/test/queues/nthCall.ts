import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { DayStore } from "@lumi/core/affirmations/DayStore"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Deferred, Effect, Fiber } from "effect"

/** What happens to one call: it fails, or its process dies of it, before it did anything or after. */
export interface Fault {
  readonly call: number
  readonly when: "before" | "after"
  readonly how: "fails" | "dies"
}

/**
 * Runs something in a process of which the n-th call of any port goes wrong, counted over all ports that a daily affirmation is
 * delivered with. Gives whether there was such a call. A process that dies does nothing more, and gives nothing back.
 */
export const withFault = Effect.fnUntraced(function*<A, E, R>(process: Effect.Effect<A, E, R>, fault: Fault) {
  const dead = yield* Deferred.make<void>()
  let calls = 0
  const wrong = Effect.suspend(() =>
    fault.how === "fails"
      ? Effect.fail(new StoreUnavailable({ operation: `call ${fault.call}`, cause: "made to fail" }))
      : Effect.andThen(Deferred.succeed(dead, undefined), Effect.never)
  )
  const faulty = (effect: Effect.Effect<unknown, unknown, unknown>) =>
    Effect.suspend((): Effect.Effect<unknown, unknown, unknown> => {
      calls += 1
      // whatever else is under way in it dies with it, also what prolongs its jobs
      if (calls > fault.call && fault.how === "dies") return Effect.never
      if (calls !== fault.call) return effect
      return fault.when === "before" ? wrong : Effect.andThen(effect, wrong)
    })
  const wrap = <S extends object>(service: S): S =>
    new Proxy(service, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name)
        if (Effect.isEffect(member)) return faulty(member)
        if (typeof member !== "function") return member
        return (...args: ReadonlyArray<unknown>) => faulty(Reflect.apply(member, target, args))
      }
    })
  const run = process.pipe(
    Effect.updateService(AffirmationSchedule, wrap),
    Effect.updateService(AffirmationStore, wrap),
    Effect.updateService(DayStore, wrap),
    Effect.updateService(DeliveryStore, wrap),
    Effect.updateService(JobQueue, wrap),
    Effect.updateService(NotificationStore, wrap),
    Effect.updateService(Realtime, wrap),
    Effect.updateService(RelationshipStore, wrap)
  )
  // left where it is, as kill -9 leaves it: what is uninterruptible in it must not go on either
  const fiber = yield* Effect.forkDetach(Effect.exit(run))
  yield* Effect.raceFirst(Deferred.await(dead), Effect.asVoid(Fiber.await(fiber)))
  return calls >= fault.call
})
