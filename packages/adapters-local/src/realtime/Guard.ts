import type { UserId } from "@lumi/core/accounts/Account"
import * as Floors from "@lumi/core/realtime/Floors"
import * as Rules from "@lumi/core/realtime/Rules"
import type { Claims, Membership } from "@lumi/core/realtime/Ticket"
import { Tickets } from "@lumi/core/realtime/Tickets"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Clock, DateTime, Effect, Option, type Scope } from "effect"
import { type News, Spread } from "./Spread.ts"

/** A page that was let in. */
export interface Session {
  readonly claims: Claims
  /** Ends the connection without a farewell. */
  readonly close: () => void
  /** Both are asked once per packet, because they count: a flood ends the connection. */
  readonly mayPublish: (message: Rules.Message) => boolean
  readonly maySubscribe: (filter: string) => boolean
  /** Whether the page may still be there at all. */
  readonly holds: () => boolean
  /** The connection is over. */
  readonly end: () => void
}

/** Rules on pages, the same in front of every broker, at once and from memory. */
export interface Guard {
  /** Lets a page in, or not. */
  readonly admit: (
    connect: Rules.Connect & { readonly password?: Uint8Array | undefined },
    close: () => void
  ) => Session | undefined
  /** Those of a user that are let in. */
  readonly sessionsOf: (user: UserId) => Iterable<Session>
  /** Both hold in every process of the instance: in this one at once, in the others as soon as they hear of it. */
  readonly raise: (user: UserId, membership: Membership) => Effect.Effect<void, StoreUnavailable>
  readonly cut: (user: UserId) => Effect.Effect<void, StoreUnavailable>
}

export const make: Effect.Effect<Guard, never, Tickets | Scope.Scope> = Effect.gen(function*() {
  const tickets = yield* Tickets
  const clock = yield* Clock.Clock
  const context = yield* Effect.context()
  const floors = yield* Floors.make
  const spread = yield* Spread
  const sessions = new Map<UserId, Set<Session>>()
  const open = (password: Uint8Array) => Effect.runSyncWith(context)(tickets.open(new TextDecoder().decode(password)))

  const remember = (claims: Claims, close: () => void): Session => {
    let allowance: Rules.Allowance | undefined
    const inPace = () => {
      allowance = Rules.spend(allowance, clock.currentTimeMillisUnsafe())
      if (allowance.left < 0) close()
      return allowance.left >= 0
    }
    const holds = () => floors.holds(claims)
    const expiry = setTimeout(close, claims.exp - clock.currentTimeMillisUnsafe()).unref()
    const session: Session = {
      claims,
      close,
      holds,
      mayPublish: (message) => inPace() && holds() && Rules.mayPublish(claims, message),
      maySubscribe: (filter) => inPace() && holds() && Rules.maySubscribe(claims, filter),
      end: () => {
        clearTimeout(expiry)
        const others = sessions.get(claims.u)
        others?.delete(session)
        if (others?.size === 0) sessions.delete(claims.u)
      }
    }
    const others = sessions.get(claims.u)
    if (others) others.add(session)
    else sessions.set(claims.u, new Set([session]))
    return session
  }
  const closeVoid = (user: UserId) =>
    Effect.sync(() => {
      for (const session of sessions.get(user) ?? []) if (!session.holds()) session.close()
    })

  const apply = ({ at, membership, user }: News) =>
    Effect.andThen(
      membership === null ? floors.cut(user, DateTime.toEpochMillis(at)) : floors.raise(user, membership),
      closeVoid(user)
    )
  const tell = Effect.fnUntraced(function*(user: UserId, membership: Membership | null) {
    const news = { user, membership, at: yield* DateTime.now }
    yield* apply(news)
    yield* spread.tell(news)
  })
  yield* spread.hear(apply)

  return {
    admit: ({ password, ...connect }, close) =>
      Option.getOrUndefined(
        open(password ?? new Uint8Array()).pipe(
          Option.filter((claims) => Rules.mayConnect(claims, connect) && floors.holds(claims)),
          Option.map((claims) => remember(claims, close))
        )
      ),
    sessionsOf: (user) => sessions.get(user) ?? [],
    raise: tell,
    cut: (user) => tell(user, null)
  }
})
