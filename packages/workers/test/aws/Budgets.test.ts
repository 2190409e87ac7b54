import { assert, layer } from "@effect/vitest"
import { Meter } from "@lumi/adapters-aws/dynamo/Meter"
import * as RateLimit from "@lumi/adapters-aws/RateLimit"
import * as Stores from "@lumi/adapters-aws/Stores"
import { type Action, budgets, type Cost, counter } from "@lumi/adapters-aws/testing/Budgets"
import { gate } from "@lumi/adapters-aws/testing/Gate"
import { tableOn, withDynamo } from "@lumi/adapters-aws/testing/Table"
import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { Delivery } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { breakfast } from "@lumi/core/affirmations/Slot"
import { LocalDate } from "@lumi/core/LocalDate"
import { Breakers } from "@lumi/core/push/Breakers"
import * as Pushing from "@lumi/core/push/Pushing"
import * as PushJob from "@lumi/core/push/PushJob"
import { Answer, PushService } from "@lumi/core/push/PushService"
import { PushSubscriptionStore } from "@lumi/core/push/PushSubscriptionStore"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Memory, Story } from "@lumi/core/testing"
import { at } from "@lumi/core/testing/contracts/Couples"
import { deliveryOf } from "@lumi/core/testing/contracts/Given"
import { subscriptionOf } from "@lumi/core/testing/contracts/PushSubscriptionStore"
import { utc } from "@lumi/core/Zone"
import { DateTime, Effect, Layer, Option, Result, Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { inject } from "vitest"
import { couple, type Person, signUp } from "../http/people.ts"
import { worldOn } from "../http/world.ts"

const counted = counter()

/** The table behind a gate that refuses whatever reads all of it. */
const table = Layer.unwrap(Effect.gen(function*() {
  const emulator = inject("dynoxide") ?? ""
  const { endpoint } = yield* gate(emulator)
  return tableOn(emulator, endpoint)
}))

const family = Layer.merge(Stores.layer, RateLimit.layerDynamo).pipe(
  Layer.provideMerge(table),
  Layer.provideMerge(Memory.layer),
  Layer.provideMerge(Layer.succeed(Meter, counted.use))
)

/** Push services that take everything. */
const taking = Layer.mock(PushService, {
  publicKey: Option.none(),
  refuse: () => Option.none(),
  hostOf: () => "push.example.org",
  send: () => Effect.succeed(Answer.Taken())
})

const round = (n: number) => Math.round(n * 10) / 10

/** Says what was counted while something was done, for each time it was done, and fails where that is above its budget. */
const spending = <A, E, R>(action: Action, doing: Effect.Effect<A, E, R>, times = 1) =>
  Effect.gen(function*() {
    counted.take()
    const done = yield* doing
    const { read, requests, write } = counted.take()
    const cost: Cost = { requests: round(requests / times), read: round(read / times), write: round(write / times) }
    const budget = budgets[action]
    process.stdout.write(
      `${action.padEnd(24)} ${cost.requests} requests, ${cost.read} units read, ${cost.write} written; ` +
        `at most ${budget.requests}, ${budget.read}, ${budget.write}\n`
    )
    assert.isAbove(requests, 0)
    for (const what of ["requests", "read", "write"] as const) {
      assert.isAtMost(cost[what], budget[what], `${action}: ${what}`)
    }
    return done
  })

/** Asks as a page would, and is answered well. */
const ask = Effect.fnUntraced(function*(person: Person, method: string, path: string, body?: unknown) {
  const { json, status, text } = yield* person.ask(method, path, body)
  assert.isBelow(status, 300, text)
  return json
})

const decodeInvite = Schema.decodeUnknownEffect(Schema.Struct({ id: Schema.String, code: Schema.String }))
const decodeMe = Schema.decodeUnknownEffect(
  Schema.Struct({ user: Schema.Struct({ id: UserId }), relationship: Schema.Struct({ id: RelationshipId }) })
)
const decodeHome = Schema.decodeUnknownEffect(Schema.Struct({ today: Schema.Struct({ id: Schema.String }) }))
const decodeSearch = Schema.decodeUnknownEffect(Schema.Struct({ reached: LocalDate }))
const newId = Effect.flatMap(SecureRandom.SecureRandom, (random) => random.uuidV7())

/** Many couples of whom the first has written thirty texts for the second. */
const receivers = Effect.forEach(Array.from({ length: 25 }, (_, n) => n), () =>
  Effect.gen(function*() {
    const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
    const texts = Array.from({ length: 30 }, (_, n) => `You make the dark mornings easy, and the bright ones too. ${n}`)
    yield* Story.write(relationship, first, ...texts)
    return { relationship: relationship.id, receiver: second.id }
  }))

withDynamo(() => {
  layer(worldOn(family, { limited: true }), { excludeTestServices: true, timeout: "4 minutes" })(
    "What people do costs on DynamoDB (emulator)",
    (it) => {
      it.effect("no more than its budget, for what pages ask", () =>
        Effect.gen(function*() {
          const [ada, ben] = [yield* signUp("Ada"), yield* signUp("Ben")]
          yield* spending("an inbox", ask(ada, "GET", "/api/notifications/"))
          yield* spending(
            "pair",
            Effect.gen(function*() {
              const invite = yield* decodeInvite(yield* ask(ada, "POST", "/api/invites/", {}))
              yield* ask(ben, "POST", "/api/invites/look", { secret: invite.code })
              yield* ask(ben, "POST", "/api/invites/claim", { secret: invite.code })
              yield* ask(ada, "GET", "/api/invites/")
              yield* ask(ada, "POST", `/api/invites/${invite.id}/accept`, {})
            })
          )
          const words = { id: yield* newId, text: "You are my lighthouse." }
          yield* spending("write an affirmation", ask(ada, "POST", "/api/affirmations/", words))
          const ticket = ask(ben, "POST", "/api/realtime/ticket", { device: "page0001" })
          yield* spending("reconnect", Effect.andThen(ticket, ask(ben, "GET", "/api/me")))
          yield* spending(
            "open home",
            Effect.all([ask(ben, "GET", "/api/me"), ask(ben, "GET", "/api/deliveries/home"), ticket])
          )
        }))

      it.effect("no more than its budget, for what happens every day", () =>
        Effect.gen(function*() {
          const schedule = yield* AffirmationSchedule
          const due = yield* receivers
          const date = LocalDate.make("2001-01-01")
          yield* Effect.forEach(due, (one) => schedule.set({ ...one, zone: utc, time: breakfast, from: date }))
          yield* Pipeline.enqueueDue()
          yield* spending("a tick", Pipeline.enqueueDue())
          const parts = yield* schedule.parts([{ zone: utc, time: breakfast, date, at: yield* DateTime.now }])
          const queued = yield* spending(
            "to find who is due",
            Effect.forEach(parts, (part) => Pipeline.enqueuePart({ part, after: Option.none() }, Option.none())),
            due.length
          )
          assert.strictEqual(queued.reduce((sum, count) => sum + count, 0), due.length)
          const jobs = yield* Effect.forEach(due, (one) =>
            Effect.map(
              DateTime.now,
              (now) => ({ ...one, date: LocalDate.make(DateTime.formatIsoDateUtc(now)), zone: utc })
            ))
          const outcomes = yield* spending("a daily affirmation", Pipeline.deliver(jobs), jobs.length)
          assert.deepStrictEqual([...new Set(outcomes)], ["sent"])
        }))

      it.effect("no more than its budget, for what is pushed to a browser", () =>
        Effect.gen(function*() {
          const queue = yield* JobQueue
          const subscriptions = yield* PushSubscriptionStore
          const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
          yield* Story.write(relationship, first, "You are my lighthouse.")
          yield* subscriptions.save(subscriptionOf(second.id))
          assert.strictEqual(yield* Story.deliver(relationship, second), "sent")
          const [job] = yield* queue.receive("push", { max: 1, visibility: "1 minute", wait: "0 seconds" })
          const push = Result.getOrThrow(PushJob.decode(job!.body))
          const carried = Pushing.carry(push).pipe(Effect.provide(Layer.merge(taking, Breakers.layer)))
          assert.strictEqual(yield* spending("a push", carried), "done")
        }))

      it.effect("no more than its budget, for words that are looked for among many", () =>
        Effect.gen(function*() {
          const deliveries = yield* DeliveryStore
          const affirmations = yield* AffirmationStore
          const [ada, ben] = yield* couple("Ada", "Ben")
          const { relationship: { id: relationship }, user: author } = yield* decodeMe(
            yield* ask(ada, "GET", "/api/me")
          )
          const id = AffirmationId.make(yield* newId)
          const text = "You make the dark mornings easy, and the bright ones too."
          yield* ask(ada, "POST", "/api/affirmations/", { id, text })
          const affirmation = yield* affirmations.find({ relationship, author: author.id }, id)
          const days = Array.from(
            { length: 240 },
            (_, n) => new Delivery({ ...deliveryOf(affirmation, n), sentAt: Option.some(at(1)) })
          )
          yield* deliveries.decide(days)
          const search = ask(ben, "POST", "/api/deliveries/search", { query: "no such thing" })
          const { reached } = yield* decodeSearch(yield* spending("look for words", search))
          assert.strictEqual(reached, days[40]!.date)
        }))

      it.effect("no more than its budget, for a heart", () =>
        Effect.gen(function*() {
          const [ada, ben] = yield* couple("Ada", "Ben")
          yield* ask(ada, "POST", "/api/affirmations/", { id: yield* newId, text: "You are my lighthouse." })
          const { relationship, user } = yield* decodeMe(yield* ask(ben, "GET", "/api/me"))
          const date = LocalDate.make(DateTime.formatIsoDateUtc(yield* DateTime.now))
          const job = { receiver: user.id, relationship: relationship.id, date, zone: utc }
          assert.deepStrictEqual(yield* Pipeline.deliver([job]), ["sent"])
          const home = yield* decodeHome(yield* ask(ben, "GET", "/api/deliveries/home"))
          yield* spending("give a heart", ask(ben, "PUT", `/api/deliveries/${home.today.id}/love`, { loved: true }))
        }))
    }
  )
})
