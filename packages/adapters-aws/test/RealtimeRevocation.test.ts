import { assert, layer as withLayer } from "@effect/vitest"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { membership, someone, ticketFor } from "@lumi/core/testing/contracts/OpenPages"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { Effect, Fiber, Option, Random } from "effect"
import { testIot } from "../testing/Iot.ts"
import { withDynamo } from "../testing/Table.ts"

const races = 200

/** How a page that connects while its user is cut off ends up. */
type Ending = "refused" | "closed" | "still there"

/** A page connects, its user is cut off a moment before or after; then the page has to be gone. */
const race = Effect.fnUntraced(function*(cut: (user: ReturnType<typeof someone>) => Effect.Effect<void, unknown>) {
  const user = someone()
  const pages = yield* Pages
  const ticket = yield* ticketFor(user)
  const connecting = yield* Effect.forkChild(Effect.option(pages.connect({ ticket })))
  yield* Effect.sleep(yield* Random.nextIntBetween(0, 30))
  yield* cut(user)
  const page = yield* Fiber.join(connecting)
  if (Option.isNone(page)) return "refused" satisfies Ending
  const gone = yield* Effect.timeoutOption(page.value.closed, "20 seconds")
  return (Option.isSome(gone) ? "closed" : "still there") satisfies Ending
}, Effect.scoped)

const outcomes = (cut: Parameters<typeof race>[0]) =>
  Effect.map(
    Effect.forEach(Array.from({ length: races }), () => race(cut), { concurrency: 8 }),
    (endings) => Map.groupBy(endings, (ending) => ending)
  )

withDynamo(() => {
  withLayer(testIot({ untidyMillis: 30 }), { timeout: "4 minutes", excludeTestServices: true })(
    "Revocation (IoT emulator)",
    (it) => {
      it.effect("cuts off whoever is connecting at that very moment", () =>
        Effect.gen(function*() {
          const { disconnect } = yield* Realtime
          const endings = yield* outcomes(disconnect)
          assert.strictEqual(endings.get("still there")?.length ?? 0, 0)
          // else the race was none
          assert.isAbove(endings.get("refused")?.length ?? 0, 0)
          assert.isAbove(endings.get("closed")?.length ?? 0, 0)
        }))

      it.effect("cuts off an earlier epoch that is connecting while the relationship changes", () =>
        Effect.gen(function*() {
          const { admit } = yield* Realtime
          const endings = yield* outcomes((user) => admit(user, membership(1, 2)))
          assert.strictEqual(endings.get("still there")?.length ?? 0, 0)
          assert.isAbove(endings.get("refused")?.length ?? 0, 0)
          assert.isAbove(endings.get("closed")?.length ?? 0, 0)
        }))

      it.effect("keeps what was raised and cut when many change it at once", () =>
        Effect.gen(function*() {
          const user = someone()
          const { admit, disconnect } = yield* Realtime
          const pages = yield* Pages
          const opens = (ticket: Parameters<typeof pages.connect>[0]["ticket"]) =>
            Effect.isSuccess(pages.connect({ ticket })).pipe(Effect.scoped)
          const old = yield* ticketFor(user, "device-1", Option.some(membership(1, 9)))
          yield* Effect.all(
            [disconnect(user), ...Array.from({ length: 5 }, (_, epoch) => admit(user, membership(1, epoch + 1)))],
            { concurrency: "unbounded" }
          )
          yield* Effect.sleep("2 millis")
          assert.isFalse(yield* opens(old))
          assert.isFalse(yield* opens(yield* ticketFor(user, "device-2", Option.some(membership(1, 4)))))
          assert.isTrue(yield* opens(yield* ticketFor(user, "device-3", Option.some(membership(1, 5)))))
        }))
    }
  )
})
