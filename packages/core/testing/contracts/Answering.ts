import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { Digest, Mac, SecureRandom } from "effect/crypto"
import * as Answering from "../../src/affirmations/Answering.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import type { Ports } from "../../src/Ports.ts"
import { Realtime } from "../../src/realtime/Realtime.ts"
import * as Story from "../Story.ts"

type System = Ports | Digest.Digest | Mac.Mac | SecureRandom.SecureRandom

/** What becomes of an answer on every backend, from the receiver to the writer's inbox and open pages. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`answering (${name})`, (it) => {
    it.effect("tells the writer of a heart and a reply: the inbox first, their pages of every change", () =>
      Effect.gen(function*() {
        const realtime = yield* Realtime
        const notifications = yield* NotificationStore
        const deliveries = yield* DeliveryStore
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        yield* Story.write(relationship, first, "one")
        const job = yield* Story.jobOf(relationship, second)
        yield* Story.deliver(relationship, second)
        const { id } = Option.getOrThrow((yield* deliveries.onDays([job]))[0]!)
        const member = { user: second, partner: first.id, side: "second", relationship } as const
        const heard: Array<string> = []
        const listening = Effect.provideService(
          Realtime,
          Realtime.of({
            ...realtime,
            publishMany: Effect.fnUntraced(function*(hints) {
              const { items } = yield* notifications.list(first.id, Option.none(), 10)
              for (const { payload, topic, user } of hints) {
                assert.strictEqual(user, first.id)
                const said = "kind" in payload ? payload.kind : "event" in payload ? payload.event : ""
                heard.push(`${topic} ${said}, ${items.length} in the inbox`)
              }
            })
          })
        )
        yield* listening(Answering.love(member, id, true))
        yield* listening(Answering.love(member, id, false))
        yield* listening(Answering.love(member, id, true))
        yield* listening(Answering.reply(member, id, Option.some("Thank you.")))
        yield* listening(Answering.reply(member, id, Option.some("Thank you, truly.")))
        yield* listening(Answering.reply(member, id, Option.none()))
        assert.deepStrictEqual(heard, [
          "affirmation hearted, 1 in the inbox",
          "notif heart, 1 in the inbox",
          "affirmation hearted, 0 in the inbox",
          "affirmation hearted, 1 in the inbox",
          "affirmation replied, 2 in the inbox",
          "notif reply, 2 in the inbox",
          "affirmation replied, 2 in the inbox",
          "affirmation replied, 1 in the inbox"
        ])
        const stranger = { ...member, user: first, partner: second.id }
        assert.strictEqual((yield* Effect.flip(Answering.love(stranger, id, true)))._tag, "DeliveryNotFound")
      }))
  })
