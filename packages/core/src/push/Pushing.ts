import { DateTime, Duration, Effect, Option, Random } from "effect"
import type { Account } from "../accounts/Account.ts"
import { AccountStore } from "../accounts/AccountStore.ts"
import { DeliveryStore } from "../affirmations/DeliveryStore.ts"
import * as Due from "../affirmations/Due.ts"
import { WallTime } from "../affirmations/Slot.ts"
import { plus } from "../LocalDate.ts"
import type { Notification } from "../notifications/Notification.ts"
import { NotificationStore } from "../notifications/NotificationStore.ts"
import { JobQueue } from "../queue/JobQueue.ts"
import { Undone } from "../queue/Verdict.ts"
import { RelationshipStore } from "../relationships/RelationshipStore.ts"
import { Breakers } from "./Breakers.ts"
import * as Compose from "./Compose.ts"
import { encode, type PushJob } from "./PushJob.ts"
import { Answer, type Message, PushService } from "./PushService.ts"
import type { PushSubscription } from "./PushSubscription.ts"
import { PushSubscriptionStore } from "./PushSubscriptionStore.ts"
import { reached } from "./Reached.ts"

/** How a notification gets to the browsers of its user, after it was recorded. */

/** The longest that a push service can make us wait. */
const longest = Duration.hours(1)

/** Those who wait for the same minute do not all come in the same moment. */
const spread = 5_000

const midnight = WallTime.make("00:00")

/** For how long it is of use to tell it: an affirmation until its day is over where its receiver is, anything else for a day. */
const left = ({ about, date }: PushJob, { createdAt }: Notification, { zone }: Account, now: DateTime.Utc) => {
  const end = about === "affirmation"
    ? Due.instant({ zone, time: midnight }, plus(date, 1))
    : DateTime.add(createdAt, { days: 1 })
  return Duration.millis(Math.max(0, DateTime.toEpochMillis(end) - DateTime.toEpochMillis(now)))
}

/**
 * What there is to tell by now, read fresh: nothing once it has reached its user, its day is over, or one of the two is not
 * there any more.
 */
const composed = Effect.fnUntraced(function*(job: PushJob) {
  const accounts = yield* AccountStore
  const deliveries = yield* DeliveryStore
  const notifications = yield* NotificationStore
  const relationships = yield* RelationshipStore

  const notification = yield* notifications.find(job.user, job.notification)
  if (Option.isNone(notification) || reached(notification.value)) return Option.none<Message>()
  const [[found], [relationship]] = yield* Effect.all([
    deliveries.onDays([job]),
    relationships.findMany([job.relationship])
  ], { concurrency: 2 })
  const delivery = Option.getOrUndefined(found ?? Option.none())
  if (delivery?.relationship !== job.relationship || relationship?.state !== "active") return Option.none<Message>()
  const between = Compose.between(job.about, delivery)
  if (between.to !== job.user) return Option.none<Message>()
  const people = yield* accounts.findMany([between.from, between.to])
  const [from, to] = [between.from, between.to].map((id) => people.find((account) => account.id === id))
  if (from === undefined || to === undefined || Option.isSome(to.disabledAt)) return Option.none<Message>()
  const ttl = left(job, notification.value, to, yield* DateTime.now)
  if (Duration.isLessThan(ttl, Duration.seconds(1))) return Option.none<Message>()
  return Option.some(yield* Compose.message(job.about, delivery, from, to, ttl))
})

/** Sends, and once more in fewer bytes when it was too long. */
const attempt = Effect.fnUntraced(function*(subscription: PushSubscription, message: Message) {
  const service = yield* PushService
  const breakers = yield* Breakers
  const host = service.hostOf(subscription)
  const first = yield* service.send(subscription, message)
  const answer = first._tag === "TooLong"
    ? yield* service.send(subscription, { ...message, text: message.shorter })
    : first
  yield* breakers.tell(host, answer._tag !== "NotNow" || answer.works)
  return answer
})

/** What is to become of a job whose message one browser's push service answered so, once that is marked. */
const settle = Effect.fnUntraced(function*(job: PushJob, subscription: PushSubscription, answer: Answer) {
  const store = yield* PushSubscriptionStore
  const { id, user } = subscription
  const now = yield* DateTime.now
  return yield* Answer.$match(answer, {
    Taken: () => Effect.as(store.markTaken(user, id, now, job.notification), "done" as const),
    Gone: () => Effect.as(store.remove(user, id), "done" as const),
    TooLong: () => Effect.as(store.markFailed(user, id, now, "too long"), Undone.Dead({ reason: "too long" })),
    NotNow: ({ after, reason }) =>
      Effect.as(
        store.markFailed(user, id, now, reason),
        Undone.Failed({
          reason,
          after: Option.map(after, (wait) => Duration.min(wait, longest)),
          earlier: job.failed ?? 0
        })
      ),
    Refused: ({ reason }) =>
      Effect.all([
        store.markFailed(user, id, now, reason),
        Effect.logError("a push service refuses what this instance sends: lumi doctor looks at it", reason)
      ]).pipe(Effect.as(Undone.Dead({ reason })))
  })
})

/** One browser's turn, unless what is for its host waits. */
const tell = Effect.fnUntraced(function*(job: PushJob, subscription: PushSubscription, message: Message) {
  const service = yield* PushService
  const breakers = yield* Breakers
  const wait = yield* breakers.admit(service.hostOf(subscription))
  if (Option.isSome(wait)) {
    return Undone.Wait({ for: Duration.millis(wait.value + Math.floor((yield* Random.next) * spread)) })
  }
  return yield* settle(job, subscription, yield* attempt(subscription, message))
})

/** When a browser that did not take it is to be told again, and with how many failures behind it; none when it took it. */
const rest = (job: PushJob, verdict: "done" | Undone) =>
  verdict === "done" ? Option.none() : Undone.$match(verdict, {
    Wait: ({ for: delay }) => Option.some({ delay, failed: job.failed ?? 0 }),
    Failed: ({ after, earlier }) =>
      Option.some({ delay: Option.getOrElse(after, () => Duration.minutes(1)), failed: earlier + 1 }),
    // alone it will be refused once more, and then it is a dead letter of its own
    Dead: () => Option.some({ delay: Duration.zero, failed: job.failed ?? 0 })
  })

/**
 * Carries a notification to each browser that did not take it yet. Each answer is marked before anything else is done, so that
 * whatever is killed or repeated, the others are not told again; of several browsers those that have to wait become jobs of
 * their own. Gives what is to become of this one.
 */
export const carry = Effect.fn("Pushing.carry")(function*(job: PushJob) {
  const queue = yield* JobQueue
  const store = yield* PushSubscriptionStore
  const all = yield* store.list(job.user)
  const open = all.filter(({ id, taken }) =>
    (job.device === undefined || job.device === id) && !taken.includes(job.notification)
  )
  if (open.length === 0) return "done" as const
  const message = yield* composed(job)
  if (Option.isNone(message)) return "done" as const
  const verdicts = yield* Effect.forEach(open, (one) => tell(job, one, message.value), { concurrency: "unbounded" })
  if (open.length === 1) return verdicts[0]!
  yield* Effect.forEach(verdicts, (verdict, i) =>
    Option.match(rest(job, verdict), {
      onNone: () => Effect.void,
      onSome: ({ delay, failed }) => queue.send("push", [encode({ ...job, device: open[i]!.id, failed })], { delay })
    }), { discard: true })
  return "done" as const
})
