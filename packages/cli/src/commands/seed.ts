import { type Account, UserId } from "@lumi/core/accounts/Account"
import * as Accounts from "@lumi/core/accounts/Accounts"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Affirmation, AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import * as Answering from "@lumi/core/affirmations/Answering"
import { DayStore } from "@lumi/core/affirmations/DayStore"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { at as dateAt } from "@lumi/core/LocalDate"
import * as Pairing from "@lumi/core/relationships/Pairing"
import { partnerOf, type Relationship, sideOf } from "@lumi/core/relationships/Relationship"
import { rules, Zone } from "@lumi/core/Zone"
import { Auth } from "@lumi/workers/accounts/Auth"
import { Origin } from "@lumi/workers/http/Origin"
import { Clock, DateTime, Effect, Option, Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { accountsCommand } from "../accounts.ts"
import { failed, refused } from "../CliError.ts"
import * as Demo from "../demo.ts"
import type { CommonOptions } from "../options.ts"
import type { Report } from "../Report.ts"

const Created = Schema.Struct({ user: Schema.Struct({ id: UserId }) })

/** Signs somebody up by the same door as everybody. */
const signUp = Effect.fnUntraced(function*({ email, name }: (typeof Demo.people)[number], zone: Zone) {
  const accounts = yield* AccountStore
  const auth = yield* Auth
  const { url } = yield* Origin
  const request = new Request(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, "x-lumi-ip": "127.0.0.1" },
    body: JSON.stringify({ email, name, password: Demo.password })
  })
  const answer = yield* Effect.promise(async () => (await auth.handler(request)).json())
  const { user } = yield* Schema.decodeUnknownEffect(Created)(answer).pipe(
    Effect.mapError(() => failed(`${name} could not be signed up: ${JSON.stringify(answer)}`))
  )
  const account = yield* Accounts.ensure({ id: user.id, email, name })
  return yield* accounts.update(account.id, { ...account, zone }).pipe(Effect.orDie)
})

/** Does something as if it were a day in the past. */
const daysAgo = (days: number) =>
  Effect.updateService(Clock.Clock, (clock) => {
    const then = () => clock.currentTimeMillisUnsafe() - days * 86_400_000
    return {
      currentTimeMillisUnsafe: then,
      currentTimeMillis: Effect.sync(then),
      currentTimeNanosUnsafe: () => BigInt(then()) * 1_000_000n,
      currentTimeNanos: Effect.sync(() => BigInt(then()) * 1_000_000n),
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: clock.monotonicTimeNanos,
      sleep: (duration) => clock.sleep(duration)
    }
  })

const fill = Effect.fnUntraced(function*(relationship: Relationship, author: UserId, words: ReadonlyArray<string>) {
  const affirmations = yield* AffirmationStore
  const random = yield* SecureRandom.SecureRandom
  const createdAt = yield* DateTime.now
  yield* Effect.forEach(words, (text) =>
    Effect.flatMap(random.uuidV7(), (id) =>
      affirmations.add(
        new Affirmation({
          id: AffirmationId.make(id),
          relationship: relationship.id,
          author,
          receiver: partnerOf(relationship, author),
          text,
          paused: false,
          timesSent: 0,
          lastSentAt: Option.none(),
          createdAt
        })
      )), { discard: true })
})

/** Somebody loves what came to them on this day, and says so where there are words. */
const answer = Effect.fnUntraced(
  function*(user: Account, relationship: Relationship, zone: Zone, words: string | undefined) {
    const deliveries = yield* DeliveryStore
    const date = dateAt(yield* DateTime.now, rules(zone))
    const [given = Option.none()] = yield* deliveries.onDays([{ receiver: user.id, date }])
    if (Option.isNone(given)) return
    const { id } = given.value
    const member = {
      user,
      partner: partnerOf(relationship, user.id),
      side: sideOf(relationship, user.id),
      relationship
    }
    yield* Answering.love(member, id, true)
    if (words !== undefined) yield* Answering.reply(member, id, Option.some(words))
  }
)

/** The text that each of them wrote last. */
const newest = Effect.fnUntraced(function*(relationship: Relationship, people: ReadonlyArray<Account>) {
  const affirmations = yield* AffirmationStore
  const pages = yield* Effect.forEach(
    people,
    ({ id }) => affirmations.list({ relationship: relationship.id, author: id }, Option.none(), 1)
  )
  return pages.flatMap(({ items }) => items)
})

/** One day of theirs: what came for both of them, and what they said of it. */
const day = Effect.fnUntraced(
  function*(relationship: Relationship, people: readonly [ada: Account, ben: Account], zone: Zone, ago: number) {
    const affirmations = yield* AffirmationStore
    const days = yield* DayStore
    const date = dateAt(yield* DateTime.now, rules(zone))
    const mailboxes = people.map(({ id }) => ({ receiver: id, relationship: relationship.id }))
    if (ago === Demo.special.missed) {
      return yield* days.miss(mailboxes.map((mailbox) => ({ ...mailbox, date, why: "late" })))
    }
    if (ago === Demo.special.hard) yield* Effect.forEach(mailboxes, (mailbox) => days.setHard(mailbox, date, true))
    const kept = ago === Demo.special.surprise ? yield* newest(relationship, people) : []
    yield* Effect.forEach(kept, (one) => affirmations.schedule(one, one.id, Option.some(date)))
    yield* Pipeline.deliver(mailboxes.map((mailbox) => ({ ...mailbox, date, zone })))
    // its date is over: it can be drawn again
    yield* Effect.forEach(kept, (one) => affirmations.schedule(one, one.id, Option.none()))
    for (const [n, person] of people.entries()) {
      const answers = Demo.answers[n]
      if (answers?.has(ago) === true) yield* answer(person, relationship, zone, answers.get(ago))
    }
  }
)

/** `lumi seed demo` */
export const demo = accountsCommand(Effect.fnUntraced(function*(options: CommonOptions) {
  const accounts = yield* AccountStore
  const zone = yield* Schema.decodeUnknownEffect(Zone)(Intl.DateTimeFormat().resolvedOptions().timeZone).pipe(
    Effect.orElseSucceed(() => Zone.make("UTC"))
  )
  const taken = yield* Effect.forEach(Demo.people, ({ email }) => accounts.findByEmail(email))
  if (taken.some(Option.isSome)) return yield* refused("The demo couple is here already. lumi user list shows them.")
  if (options.dryRun !== true) {
    const [ada, ben] = yield* Effect.all([signUp(Demo.people[0], zone), signUp(Demo.people[1], zone)])
    const relationship = yield* Effect.gen(function*() {
      const { invite, secrets } = yield* Pairing.invite(ada)
      yield* Pairing.claim(secrets.link, ben)
      const relationship = yield* Pairing.accept(ada, invite.id)
      yield* fill(relationship, ada.id, Demo.people[0].words)
      yield* fill(relationship, ben.id, Demo.people[1].words)
      return relationship
    }).pipe(daysAgo(Demo.days + 20))
    for (let ago = Demo.days; ago >= 0; ago--) yield* day(relationship, [ada, ben], zone, ago).pipe(daysAgo(ago))
  }
  return {
    json: { people: Demo.people.map(({ email, name }) => ({ email, name })), password: Demo.password },
    lines: [
      options.dryRun === true
        ? "Would make a couple with words for each other:"
        : "A couple with words for each other:",
      ...Demo.people.map(({ email, name }) => `  ${name}  ${email}`),
      `  password of both: ${Demo.password}`
    ]
  } satisfies Report
}))
