import type { AuthItem, AuthKey, Expected } from "@lumi/core/accounts/AuthItem"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { Clock, DateTime, Duration, Effect, Option, Schedule } from "effect"
import { createHash } from "node:crypto"

/** So many times in so long. */
export interface Limit {
  readonly max: number
  readonly window: Duration.Input
}

/** Keys are hashed: what is counted (addresses, e-mails) is nobody's business who reads the store. */
const keyOf = (subject: string): AuthKey => ({
  pk: `THROTTLE#${createHash("sha256").update(subject).digest("base64url")}`,
  sk: "N"
})

/** Counts what was tried, in the store: all processes count together, and a restart forgives nothing. */
export const make = (store: AuthStore["Service"]) => {
  const write = (key: AuthKey, value: AuthItem["value"], expected: Expected, end: number) =>
    store.transact([{
      ...key,
      kind: "put",
      expected,
      version: typeof expected === "number" ? expected + 1 : 1,
      value,
      expiresAt: DateTime.make(end)
    }])

  /** Takes one turn; gives the time to wait when there is none left. */
  const take = Effect.fn("Throttle.take")(
    function*(subject: string, { max, window }: Limit) {
      const key = keyOf(subject)
      const now = yield* Clock.currentTimeMillis
      const found = yield* store.get(key)
      const count = Option.filter(found, ({ value }) => Number(value.end) > now)
      const taken = Option.match(count, { onNone: () => 0, onSome: ({ value }) => Number(value.taken) })
      const end = Option.match(count, {
        onNone: () => now + Duration.toMillis(window),
        onSome: ({ value }) => Number(value.end)
      })
      if (taken >= max) return Option.some(Duration.millis(end - now))
      const expected = Option.match(found, { onNone: () => "nothing" as const, onSome: ({ version }) => version })
      yield* write(key, { taken: taken + 1, end }, expected, end)
      return Option.none()
    },
    Effect.retry({
      times: 20,
      while: ({ _tag }) => _tag === "ConditionFailed",
      schedule: Schedule.jittered(Schedule.spaced("2 millis"))
    }),
    // a crowd at one counter is what it is there to stop
    Effect.catchTag("ConditionFailed", () => Effect.succeed(Option.some(Duration.seconds(1))))
  )

  /** Gives back all turns. */
  const forget = (subject: string) =>
    store.transact([{ ...keyOf(subject), kind: "remove", expected: "anything" }]).pipe(
      Effect.catchTag("ConditionFailed", Effect.die)
    )

  /** Keeps in mind, for a while, that something was seen. */
  const remember = Effect.fnUntraced(function*(subject: string, time: Duration.Input) {
    const end = (yield* Clock.currentTimeMillis) + Duration.toMillis(time)
    yield* write(keyOf(subject), { end }, "anything", end).pipe(Effect.catchTag("ConditionFailed", Effect.die))
  })

  const remembers = Effect.fnUntraced(function*(subject: string) {
    const now = yield* Clock.currentTimeMillis
    return Option.exists(yield* store.get(keyOf(subject)), ({ value }) => Number(value.end) > now)
  })

  return { take, forget, remember, remembers }
}

export type Throttle = ReturnType<typeof make>
