import { DateTime, Effect, Option } from "effect"
import { at as dateAt, daysBetween, plus } from "../LocalDate.ts"
import type { Member } from "../relationships/Member.ts"
import { rules } from "../Zone.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import type { DeliveryKind } from "./Delivery.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Due from "./Due.ts"
import * as Schedule from "./Schedule.ts"

/** What somebody finds when they open Lumi: today's affirmation or why there is none, what was sent by hand besides, and when the next one comes. */
export const of = Effect.fn("Today.of")(function*({ partner, relationship, user }: Member) {
  const affirmations = yield* AffirmationStore
  const deliveries = yield* DeliveryStore
  const now = yield* DateTime.now
  const { begins, next, slot, today } = yield* Schedule.of(user)
  const [forMe = 0, written = 0] = yield* affirmations.poolSizes([
    { relationship: relationship.id, author: partner },
    { relationship: relationship.id, author: user.id }
  ])
  const latest = yield* deliveries.list({ relationship: relationship.id, receiver: user.id }, Option.none(), 4)
  // after a journey west the latest may be of a day that is still to begin here
  const latestOf = (kind: DeliveryKind) =>
    Option.fromNullishOr(latest.items.find((one) => one.kind === kind && one.date >= today))
  const given = latestOf("daily")
  const hour = Due.instant(slot, begins)
  const early = DateTime.isGreaterThan(hour, now)
  const tomorrow = plus(today, 1)
  return {
    date: today,
    today: given,
    extra: latestOf("extra"),
    missing: Option.isSome(given) ? null : forMe === 0 ? "empty" : early ? "early" : "soon",
    nextAt: early && Option.isNone(given)
      ? hour
      : Due.instant(next !== undefined && next.from <= tomorrow ? next : slot, tomorrow),
    daysTogether: Math.max(0, daysBetween(relationship.since, dateAt(now, rules(user.zone)))) + 1,
    written
  } as const
})
