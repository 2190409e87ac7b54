import { DateTime, Effect, Option } from "effect"
import { AccountStore } from "../accounts/AccountStore.ts"
import { at as dateAt, plus } from "../LocalDate.ts"
import { JobQueue } from "../queue/JobQueue.ts"
import type { Member } from "../relationships/Member.ts"
import { rules } from "../Zone.ts"
import type { AffirmationId } from "./Affirmation.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import * as Due from "./Due.ts"
import { Extra, type ExtraId, ExtraNotFound, ExtraUsed, freeing, grace, NothingToSend, TooLate } from "./Extra.ts"
import * as ExtraJob from "./ExtraJob.ts"
import { ExtraStore } from "./ExtraStore.ts"
import * as Schedule from "./Schedule.ts"
import { midnight } from "./Slot.ts"

/**
 * "Send one now": a partner sends one by hand, one extra a date. It waits in the queue while it can be taken back, so that
 * it goes whether or not a page stays open; `Extras.deliver` takes it from there.
 */

/** The date on which an extra asked for now comes, what counts on it and on the one before, and when the next can come. */
const outlook = Effect.fnUntraced(function*({ partner }: Member) {
  const accounts = yield* AccountStore
  const extras = yield* ExtraStore
  const now = yield* DateTime.now
  const receiver = yield* accounts.find(partner).pipe(Effect.catchTag("AccountNotFound", Effect.die))
  const { slot: { zone } } = yield* Schedule.of(receiver)
  // asked for just before midnight, it is one of the next day
  const date = dateAt(DateTime.addDuration(now, grace), rules(zone))
  const [current = Option.none(), before = Option.none()] = yield* extras.onDays(
    [date, plus(date, -1)].map((date) => ({ receiver: partner, date }))
  )
  return { now, zone, date, current, before, nextAt: Due.instant({ zone, time: midnight }, plus(date, 1)) }
})

const isMine = ({ relationship, user }: Member) => (extra: Extra) =>
  extra.relationship === relationship.id && extra.author === user.id

const isUsed = (extra: Option.Option<Extra>) => Option.exists(extra, ({ state }) => !freeing.includes(state))

/** What a writer finds: the extra of the day, or of the day before while it is on its way; and whether one can go now. */
export const look = Effect.fn("SendNow.look")(function*(member: Member) {
  const { before, current, nextAt } = yield* outlook(member)
  const pending = Option.filter(before, ({ state }) => state === "asked" || state === "taken")
  const extra = Option.filter(Option.orElse(current, () => pending), isMine(member))
  return { extra, used: isUsed(current), nextAt }
})

/** Refuses what could not be sent: somebody has to know it before they wait for it. */
const sendable = Effect.fnUntraced(function*({ relationship, user }: Member, chosen: Option.Option<AffirmationId>) {
  const affirmations = yield* AffirmationStore
  const shelf = { relationship: relationship.id, author: user.id }
  if (Option.isSome(chosen)) {
    const { paused, scheduledFor } = yield* affirmations.find(shelf, chosen.value)
    if (paused) return yield* new NothingToSend({ why: "paused" })
    if (Option.isSome(scheduledFor)) return yield* new NothingToSend({ why: "kept" })
    return
  }
  const [drawable = 0] = yield* affirmations.poolSizes([shelf])
  if (drawable > 0) return
  const { items } = yield* affirmations.list(shelf, Option.none(), 1)
  return yield* new NothingToSend({ why: items.length === 0 ? "none" : "resting" })
})

/** Asks for an extra: a text that was chosen, or one that is drawn. Asking twice under one id is asking once. */
export const ask = Effect.fn("SendNow.ask")(
  function*(member: Member, id: ExtraId, affirmation: Option.Option<AffirmationId>) {
    const extras = yield* ExtraStore
    const queue = yield* JobQueue
    const { before, current, date, nextAt, now, zone } = yield* outlook(member)
    const again = [current, before].find(Option.exists((extra) => extra.id === id && isMine(member)(extra)))
    if (again !== undefined && Option.isSome(again)) return again.value
    if (isUsed(current)) return yield* new ExtraUsed({ nextAt })
    yield* sendable(member, affirmation)
    const { partner: receiver, relationship, user } = member
    const extra = new Extra({
      id,
      relationship: relationship.id,
      author: user.id,
      receiver,
      date,
      zone,
      affirmation,
      state: "asked",
      askedAt: now
    })
    // first the job, then what it is about: killed in between, the job finds nothing, and nobody was told that it would
    const send = queue.send("affirmations", [ExtraJob.encode({ extra: id, receiver, date })], { delay: grace })
    yield* send
    const kept = yield* extras.ask(extra)
    if (Option.isNone(kept)) return yield* new ExtraNotFound()
    if (kept.value.id !== id || !isMine(member)(kept.value)) return yield* new ExtraUsed({ nextAt })
    // so slow a store may have kept it after the job had come
    if (DateTime.isLessThan(now, DateTime.subtract(yield* DateTime.now, { seconds: 5 }))) yield* send
    return kept.value
  }
)

/** Takes an extra back, unless a worker was faster. */
export const withdraw = Effect.fn("SendNow.withdraw")(function*(member: Member, id: ExtraId) {
  const extras = yield* ExtraStore
  const { before, current } = yield* outlook(member)
  const asked = [current, before].flatMap(Option.toArray).find((extra) => extra.id === id && isMine(member)(extra))
  if (asked === undefined) return yield* new ExtraNotFound()
  const kept = yield* extras.move(asked, id, ["asked"], "withdrawn")
  if (Option.isNone(kept)) return yield* new ExtraNotFound()
  if (kept.value.state !== "withdrawn") return yield* new TooLate()
  return kept.value
})
