import { assert, it } from "@effect/vitest"
import type { Account } from "@lumi/core/accounts/Account"
import { Breakers } from "@lumi/core/push/Breakers"
import { Answer, type Message, PushService, type Target } from "@lumi/core/push/PushService"
import { PushSubscription } from "@lumi/core/push/PushSubscription"
import { PushSubscriptionStore } from "@lumi/core/push/PushSubscriptionStore"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Memory, Story } from "@lumi/core/testing"
import { subscriptionOf } from "@lumi/core/testing/contracts/PushSubscriptionStore"
import { Context, DateTime, Duration, Effect, Layer, Option, type Scope } from "effect"
import { Digest } from "effect/crypto"
import { TestClock } from "effect/testing"
import { createHash } from "node:crypto"
import * as Push from "../../src/queues/push.ts"

/** What was sent where, at which minute after the beginning. */
interface Sent {
  readonly endpoint: string
  readonly minute: number
  readonly message: Message
}

const begin = DateTime.toEpochMillis(DateTime.makeUnsafe("2026-12-01T08:00:00Z"))

/** Push services that answer as a test says. */
export class Services extends Context.Service<Services, {
  readonly sent: Array<Sent>
  answer: (target: Target) => Answer | "hang"
}>()("test/Services") {
  static readonly layer = Layer.sync(Services, () => Services.of({ sent: [], answer: () => Answer.Taken() }))
}

const scripted = Layer.effect(
  PushService,
  Effect.map(Services, (services) =>
    PushService.of({
      publicKey: Option.some("key"),
      refuse: () => Option.none(),
      hostOf: ({ endpoint }) => new URL(endpoint).host,
      send: (target, message) =>
        Effect.flatMap(DateTime.now, (now) => {
          const minute = (DateTime.toEpochMillis(now) - begin) / 60_000
          services.sent.push({ endpoint: target.endpoint, minute, message })
          const answer = services.answer(target)
          return answer === "hang"
            ? Effect.delay(Effect.succeed(busy("no answer in time")), "5 seconds")
            : Effect.succeed(answer)
        })
    }))
)

/** Hashes at once: the machine's come when it has time, and a test's clock would not wait for them. */
const hashes = Layer.succeed(
  Digest.Digest,
  Digest.Digest.of({
    digest: (_, data) => Effect.sync(() => new Uint8Array(createHash("sha256").update(data).digest())),
    digestHex: (_, data) => Effect.sync(() => createHash("sha256").update(data).digest("hex"))
  })
)

const world = scripted.pipe(
  Layer.provideMerge(Services.layer),
  Layer.provideMerge(Breakers.layer),
  Layer.provideMerge(Memory.layer),
  (family) => Layer.merge(family, hashes)
)

export const test = <E>(
  sentence: string,
  body: Effect.Effect<void, E, Layer.Success<typeof world> | Scope.Scope>
) =>
  it.effect(
    sentence,
    () => TestClock.setTime(begin).pipe(Effect.andThen(Effect.scoped(body)), Effect.provide(world, { local: true }))
  )

export const device = Effect.fnUntraced(function*({ id }: Account, host = "push.example.org", name = "phone") {
  const store = yield* PushSubscriptionStore
  const subscription = subscriptionOf(id, { name })
  const placed = new PushSubscription({ ...subscription, endpoint: `https://${host}/${subscription.id}` })
  return yield* store.save(placed)
})

/** A couple of whom the second has the devices that are asked for, and the affirmation of today on its way to them. */
export const delivered = Effect.fnUntraced(function*(hosts: ReadonlyArray<string> = ["push.example.org"]) {
  const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
  yield* Story.write(relationship, first, "You are my lighthouse.")
  const devices = yield* Effect.forEach(hosts, (host) => device(second, host))
  assert.strictEqual(yield* Story.deliver(relationship, second), "sent")
  return { first, second, relationship, devices }
})

export const working = Effect.forkScoped(Push.push)
export const stats = Effect.flatMap(JobQueue, (queue) => queue.stats("push"))
export const nothing = { ready: 0, inFlight: 0, delayed: 0, dead: 0 }
export const busy = (reason = "answered 503") => Answer.NotNow({ reason, after: Option.none(), works: false })
export const listed = (user: Account) => Effect.flatMap(PushSubscriptionStore, (store) => store.list(user.id))
/** As many turns as the longest chain of steps takes. */
const turns = Effect.forEach(Array.from({ length: 20 }), () => Effect.promise(() => new Promise(setImmediate)), {
  discard: true
})
/** Time goes by in steps of half a minute, in each of which everybody gets as far as they can. */
export const pass = (duration: Duration.Input) =>
  Effect.forEach(
    Array.from({ length: Math.ceil(Duration.toSeconds(Duration.fromInputUnsafe(duration)) / 30) }),
    () => Effect.andThen(turns, Effect.andThen(TestClock.adjust("30 seconds"), turns)),
    { discard: true }
  )

export const read = (sent: Sent | undefined) => JSON.parse(sent?.message.text ?? "{}").notification
