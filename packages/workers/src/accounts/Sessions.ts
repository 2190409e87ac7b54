import { UserId } from "@lumi/core/accounts/Account"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { DateTime, Duration, Effect, Option, Schema } from "effect"
import * as Keys from "./kv/Keys.ts"
import { layout } from "./kv/Layout.ts"
import * as Rows from "./kv/Rows.ts"

/** How long a session lasts without use, at most, and counts as fresh for what must not happen by a borrowed device. */
export const lifetime = {
  unused: Duration.days(30),
  rolled: Duration.days(1),
  absolute: Duration.days(180),
  fresh: Duration.minutes(10)
}

/** More than anybody has devices; the oldest go. It also bounds what one transaction has to delete. */
const perUser = 20

/** Whoever a session belongs to, read at this moment. */
export interface SignedIn {
  readonly user: { readonly id: UserId; readonly email: string; readonly name: string }
  readonly session: { readonly id: string; readonly createdAt: DateTime.Utc; readonly fresh: boolean }
}

const SessionItem = Schema.Struct({
  id: Schema.String,
  userId: Schema.String,
  createdAt: Schema.DateTimeUtcFromString,
  expiresAt: Schema.DateTimeUtcFromString
})
const UserRow = Schema.Struct({
  id: UserId,
  email: Schema.String,
  name: Schema.String,
  disabledAt: Schema.optionalKey(Schema.NullOr(Schema.String)),
  passwordSetAt: Schema.optionalKey(Schema.NullOr(Schema.DateTimeUtcFromString))
})
const sessionItem = Schema.decodeUnknownOption(SessionItem)
const userRow = Schema.decodeUnknownOption(UserRow)

/** A token that says at once whose it is, so that the session and the user are read together. */
export const tokenFor = (userId: string, random: string) => `${userId}${random}`
/** Whose a token says it is. */
export const userOf = (token: string) => token.slice(0, "00000000-0000-0000-0000-000000000000".length)

const isDisabled = ({ disabledAt }: typeof UserRow.Type) => disabledAt !== undefined && disabledAt !== null

/** Sessions and the people they belong to, over the rows of Better Auth. */
export const make = (store: AuthStore["Service"]) => {
  const rows = Rows.make(store, layout)

  const user = (id: string) =>
    store.get(Keys.row("user", id)).pipe(Effect.map(Option.flatMap(({ value }) => userRow(value))))

  /**
   * Two reads at once: the item that carries the session of a token, and the user. Nothing is cached: whoever signed
   * out, was disabled, or has outlived the session is out at once.
   */
  const find = Effect.fn("Sessions.find")(function*(token: string) {
    const [item, owner] = yield* Effect.all([
      store.get(Keys.unique("session", ["token"], [token])),
      user(userOf(token))
    ], {
      concurrency: 2
    })
    const now = yield* DateTime.now
    return Option.gen(function*() {
      const { createdAt, expiresAt, id, userId } = yield* Option.flatMap(item, ({ value }) => sessionItem(value))
      const { email, name, passwordSetAt, ...user } = yield* Option.filter(
        owner,
        (user) => user.id === userId && !isDisabled(user)
      )
      const age = DateTime.distance(createdAt, now)
      if (DateTime.isLessThanOrEqualTo(expiresAt, now)) return yield* Option.none()
      if (Duration.isGreaterThanOrEqualTo(age, lifetime.absolute)) return yield* Option.none()
      const outrun = Option.exists(Option.fromNullishOr(passwordSetAt), (set) => DateTime.isLessThan(createdAt, set))
      if (outrun) return yield* Option.none()
      const session = { id, createdAt, fresh: Duration.isLessThan(age, lifetime.fresh) }
      return { user: { id: user.id, email, name }, session } satisfies SignedIn
    })
  })

  const endAll = Effect.fn("Sessions.endAll")(
    (userId: string) => rows.alterAll("session", [Rows.same("userId", userId)], () => undefined),
    Effect.catchTag("ConditionFailed", Effect.die)
  )

  /** Ends the oldest sessions of a user who has more than anybody needs. */
  const prune = Effect.fn("Sessions.prune")(function*(userId: string) {
    if ((yield* store.query(Keys.index("session", "userId", userId))).length <= perUser) return
    const sessions = yield* rows.find("session", [Rows.same("userId", userId)])
    const oldest = sessions.map(({ value }) => value)
      .toSorted((a, b) => String(b.createdAt) < String(a.createdAt) ? -1 : 1)
      .slice(perUser)
    yield* Effect.forEach(oldest, ({ id }) => rows.alter("session", [Rows.same("id", id)], () => undefined))
  })

  const mark = (userId: string, marks: { readonly disabledAt: string | null } | { readonly passwordSetAt: string }) =>
    rows.alter("user", [Rows.same("id", userId)], (row) => ({ ...row, ...marks })).pipe(
      Effect.map(Option.isSome),
      Effect.catchTag("ConditionFailed", Effect.die)
    )

  return {
    find,
    user,
    userIdOf: (email: string) =>
      store.get(Keys.unique("user", ["email"], [email.toLowerCase()])).pipe(
        Effect.map(Option.map(({ value }) => String(value.id)))
      ),
    isDisabled: (userId: string) => Effect.map(user(userId), Option.exists(isDisabled)),
    endAll,
    prune,
    /** The tokens of a user's sessions. */
    tokensOf: (userId: string) =>
      rows.find("session", [Rows.same("userId", userId)]).pipe(
        Effect.map((found) => found.map(({ value }) => String(value.token)))
      ),
    /** Whether there is such a user. From the moment of the mark on every session is dead, also one that begins now. */
    disable: Effect.fn("Sessions.disable")(function*(userId: string) {
      const known = yield* mark(userId, { disabledAt: DateTime.formatIso(yield* DateTime.now) })
      if (known) yield* endAll(userId)
      return known
    }),
    enable: (userId: string) => mark(userId, { disabledAt: null }),
    /** A session counts from when its sign-in began: one that began before this moment had another password. */
    passwordSet: Effect.fn("Sessions.passwordSet")(function*(userId: string) {
      yield* mark(userId, { passwordSetAt: DateTime.formatIso(yield* DateTime.now) })
    })
  }
}

export type Sessions = ReturnType<typeof make>
