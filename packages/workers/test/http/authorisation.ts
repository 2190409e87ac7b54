import { assert, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { Delivery, DeliveryId } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { LocalDate } from "@lumi/core/LocalDate"
import { Notification, NotificationId } from "@lumi/core/notifications/Notification"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import type { Ports } from "@lumi/core/Ports"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { DateTime, Effect, type Layer, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import type { Listener } from "../../src/http/Listener.ts"
import type { Origin } from "../../src/http/Origin.ts"
import { bodyOf, type Endpoint, endpoints } from "./endpoints.ts"
import { asking, couple, type Person, signUp } from "./people.ts"

type Ask = Person["ask"]

const newId = Effect.flatMap(SecureRandom.SecureRandom, (random) => random.uuidV7())

interface Me {
  readonly user: { readonly id: string }
  readonly relationship: { readonly id: string }
}

/** What a couple has of each thing that an endpoint names by its id; the member asking is the first of them. */
const possessions = Effect.fnUntraced(function*(member: Person) {
  const deliveries = yield* DeliveryStore
  const notifications = yield* NotificationStore
  const me = (yield* member.ask("GET", "/api/me")).json as Me
  const [affirmation, delivery, notification] = [yield* newId, yield* newId, yield* newId]
  yield* member.ask("POST", "/api/affirmations/", { id: affirmation, text: "Only for the two of us." })
  const now = yield* DateTime.now
  yield* deliveries.decide([
    new Delivery({
      id: DeliveryId.make(delivery),
      relationship: RelationshipId.make(me.relationship.id),
      receiver: UserId.make(me.user.id),
      date: LocalDate.make("2026-11-25"),
      affirmation: AffirmationId.make(affirmation),
      // the text above is the member's own: who wrote it is no matter here
      author: UserId.make(me.user.id),
      text: "Only for the two of us.",
      reason: { factors: [], outOf: 1, probability: 1 },
      chosenAt: now,
      sentAt: Option.none(),
      lovedAt: Option.none()
    })
  ])
  const mailbox = { relationship: RelationshipId.make(me.relationship.id), receiver: UserId.make(me.user.id) }
  yield* deliveries.markSent([{ ...mailbox, date: LocalDate.make("2026-11-25") }], now)
  yield* notifications.add([{
    relationship: mailbox.relationship,
    notification: new Notification({
      id: NotificationId.make(notification),
      user: mailbox.receiver,
      kind: "affirmation",
      source: delivery,
      createdAt: now,
      readAt: Option.none()
    })
  }])
  const extra = yield* newId
  yield* member.ask("POST", "/api/extras/", { id: extra })
  const subscribed = yield* member.ask("POST", "/api/push/devices", {
    endpoint: `https://fcm.googleapis.com/fcm/send/${notification}`,
    keys: {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg"
    },
    name: "Firefox, Android"
  })
  const push = (subscribed.json as { readonly id: string }).id
  return { affirmations: affirmation, deliveries: delivery, extras: extra, notifications: notification, push }
})

/** What the couple sees of all it has. */
const everything = Effect.fnUntraced(function*(member: Person) {
  const paths = ["/api/me", "/api/affirmations/", "/api/deliveries/", "/api/notifications/", "/api/push/devices"]
  return (yield* Effect.forEach(paths, (path) => member.ask("GET", path))).map(({ text }) => text).join("\n")
})

const groupOf = ({ name }: Endpoint) => name.split(".")[0] ?? ""
const inside = new Set(["affirmations", "audit", "deliveries", "extras"])
const at = (path: string, id: string) => path.replace(":id", id)

const cell = (ask: Ask, endpoint: Endpoint, id: string) =>
  Effect.map(ask(endpoint.method, at(endpoint.path, id), bodyOf(endpoint)), ({ status, text }) => `${status} ${text}`)

/** Who may reach what, for every endpoint of the API. */
export const suite = <E>(
  name: string,
  world: Layer.Layer<DeliveryStore | NotificationStore | SecureRandom.SecureRandom | Listener | Origin | Ports, E>
) =>
  withLayer(world, { excludeTestServices: true, timeout: "4 minutes" })(`Who may reach what (${name})`, (it) => {
    it.effect("nobody: 401 for all there is, and the same bytes whether it is there or not", () =>
      Effect.gen(function*() {
        const [ada] = yield* couple("Ada", "Ben")
        const owned = yield* possessions(ada)
        const nobody = yield* asking({ "x-forwarded-for": "10.8.0.1" })
        for (const endpoint of endpoints) {
          const there = yield* cell(nobody, endpoint, owned[groupOf(endpoint) as keyof typeof owned] ?? (yield* newId))
          const missing = yield* cell(nobody, endpoint, yield* newId)
          assert.strictEqual(there, missing, endpoint.name)
          assert.match(there, /^401 /, endpoint.name)
        }
      }))

    it.effect("whoever is in another relationship, or in none: what is foreign looks exactly like what is not there", () =>
      Effect.gen(function*() {
        const [ada] = yield* couple("Ada", "Ben")
        const owned = yield* possessions(ada)
        const before = yield* everything(ada)
        const [outsider] = yield* couple("Cleo", "Dan")
        const single = yield* signUp("Eve")
        for (const [who, { ask }] of Object.entries({ outsider, single })) {
          for (const endpoint of endpoints) {
            const foreign = owned[groupOf(endpoint) as keyof typeof owned]
            const where = `${who} ${endpoint.name}`
            if (who === "single" && inside.has(groupOf(endpoint))) {
              assert.match(yield* cell(ask, endpoint, foreign ?? (yield* newId)), /^404 /, where)
            }
            if (foreign === undefined || !endpoint.path.includes(":id")) continue
            const there = yield* cell(ask, endpoint, foreign)
            const missing = yield* cell(ask, endpoint, yield* newId)
            assert.strictEqual(there, missing, where)
            const silent = endpoint.method === "DELETE" && (who === "outsider" || !inside.has(groupOf(endpoint)))
            assert.match(there, silent ? /^204 $/ : /^404 /, where)
          }
        }
        assert.strictEqual(yield* everything(ada), before, "and nothing of it was changed")
      }))

    it.effect("the partner: reads and writes their own side, never the other's", () =>
      Effect.gen(function*() {
        const [ada, ben] = yield* couple("Ada", "Ben")
        const owned = yield* possessions(ada)
        const before = yield* everything(ada)
        for (const endpoint of endpoints.filter(({ path }) => path.includes(":id"))) {
          const foreign = owned[groupOf(endpoint) as keyof typeof owned]
          if (foreign === undefined) continue
          assert.strictEqual(
            yield* cell(ben.ask, endpoint, foreign),
            yield* cell(ben.ask, endpoint, yield* newId),
            endpoint.name
          )
        }
        assert.strictEqual(yield* everything(ada), before)
        const list = (yield* ben.ask("GET", "/api/affirmations/")).text
        assert.notInclude(list, "Only for the two of us.", "what is written for somebody is a surprise")
      }))

    it.effect("a member: every endpoint answers as it is documented", () =>
      Effect.gen(function*() {
        const [ada] = yield* couple("Ada", "Ben")
        const owned = yield* possessions(ada)
        const last = (endpoint: Endpoint) => endpoint.method === "DELETE" ? 1 : 0
        for (const endpoint of endpoints.toSorted((a, b) => last(a) - last(b))) {
          const id = owned[groupOf(endpoint) as keyof typeof owned] ?? (yield* newId)
          const answer = yield* cell(ada.ask, endpoint, id)
          assert.isTrue(endpoint.documented.has(Number(answer.slice(0, 3))), `${endpoint.name}: ${answer}`)
          // the couple has had its extra of today
          if (endpoint.name === "extras.ask") assert.match(answer, /^409 .*ExtraUsed/)
          else if (Object.values(owned).includes(id)) assert.match(answer, /^20/, endpoint.name)
        }
      }))
  })
