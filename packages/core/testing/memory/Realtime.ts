import { Clock, Context, Deferred, Effect, Layer, Option, Schema, type Scope } from "effect"
import * as Floors from "../../src/realtime/Floors.ts"
import * as Heard from "../../src/realtime/Heard.ts"
import * as Hint from "../../src/realtime/Hint.ts"
import { Realtime } from "../../src/realtime/Realtime.ts"
import { Reports } from "../../src/realtime/Reports.ts"
import * as Rules from "../../src/realtime/Rules.ts"
import type { Claims, Ticket } from "../../src/realtime/Ticket.ts"
import { Tickets } from "../../src/realtime/Tickets.ts"
import * as Topics from "../../src/realtime/Topics.ts"

/** How a page of a test connects: with a ticket, and with what it claims in spite of it. */
export interface Connecting {
  readonly ticket: Ticket
  readonly clientId?: string
  readonly username?: string
  readonly password?: string
  readonly clean?: boolean
  readonly will?: { readonly topic: string; readonly text: string; readonly retain?: boolean }
}

/** One open page of a test. */
export interface Page {
  readonly heard: () => ReadonlyArray<{ readonly topic: string; readonly text: string }>
  /** Whether the broker granted the filter. */
  readonly subscribe: (filter: string) => Effect.Effect<boolean>
  readonly unsubscribe: (filter: string) => Effect.Effect<void>
  readonly publish: (
    topic: string,
    text: string,
    options?: { readonly qos?: 0 | 1; readonly retain?: boolean }
  ) => Effect.Effect<void>
  readonly isOpen: () => boolean
  /** Ends when the broker has closed the connection. */
  readonly closed: Effect.Effect<void>
  /** The network is gone: no farewell. */
  readonly vanish: Effect.Effect<void>
  /** Leaves with a farewell. */
  readonly leave: Effect.Effect<void>
}

/** The broker did not let a page in. */
export class PageRefused extends Schema.TaggedError<PageRefused>()("PageRefused", {}) {}

/** Opens pages against whichever broker stands behind `Realtime`. */
export class Pages extends Context.Service<Pages, {
  readonly connect: (connecting: Connecting) => Effect.Effect<Page, PageRefused, Scope.Scope>
}>()("@lumi/core/testing/Pages") {}

/** Every hint that was published, for tests that open no page. */
export class Published extends Context.Service<Published, {
  readonly all: () => ReadonlyArray<Hint.Addressed>
}>()("@lumi/core/testing/Published") {}

interface Session {
  readonly claims: Claims
  readonly filters: Set<string>
  readonly heard: Array<{ readonly topic: string; readonly text: string }>
  readonly gone: Deferred.Deferred<void>
  readonly will: Connecting["will"]
  allowance: Rules.Allowance | undefined
}

/** A broker in memory, by the same rules as the real ones. */
export const layer = Layer.effectContext(Effect.gen(function*() {
  const tickets = yield* Tickets
  const floors = yield* Floors.make
  const { hear, reports } = yield* Heard.make
  const sessions = new Map<string, Session>()
  const published: Array<Hint.Addressed> = []

  const report = (topic: string, text: string) =>
    Effect.sync(() => {
      const from = Option.getOrUndefined(Topics.parseReport(topic))
      if (from) hear({ ...from, text })
    })

  const close = Effect.fnUntraced(function*(session: Session, farewell: boolean) {
    if (sessions.get(session.claims.cid) === session) sessions.delete(session.claims.cid)
    if (!(yield* Deferred.succeed(session.gone, undefined))) return
    if (!farewell && session.will && floors.holds(session.claims)) yield* report(session.will.topic, session.will.text)
  })
  const closeAll = (which: (claims: Claims) => boolean) =>
    Effect.suspend(() =>
      Effect.forEach([...sessions.values()].filter(({ claims }) => which(claims)), (session) => close(session, false), {
        discard: true
      })
    )

  const publish = Effect.fnUntraced(function*(hint: Hint.Addressed) {
    published.push(hint)
    const { payload } = yield* Effect.orDie(Hint.encode(hint))
    for (const session of sessions.values()) {
      if (session.claims.u !== hint.user || session.filters.size === 0 || !floors.holds(session.claims)) continue
      session.heard.push({ topic: Topics.inbox(hint.user, hint.topic), text: payload })
    }
  })

  const connect = Effect.fnUntraced(function*({ ticket, will, ...asked }: Connecting) {
    const found = yield* tickets.open(asked.password ?? ticket.password)
    const packet: Rules.Connect = {
      clientId: asked.clientId ?? ticket.clientId,
      username: asked.username ?? ticket.username,
      clean: asked.clean ?? true,
      protocolVersion: 4,
      keepalive: 30,
      will: will && { topic: will.topic, payload: will.text, qos: 1, retain: will.retain }
    }
    const claims = Option.getOrUndefined(found)
    if (claims === undefined || !Rules.mayConnect(claims, packet) || !floors.holds(claims)) {
      return yield* new PageRefused()
    }
    const session: Session = {
      claims,
      filters: new Set(),
      heard: [],
      gone: yield* Deferred.make<void>(),
      will,
      allowance: undefined
    }
    const elder = sessions.get(claims.cid)
    if (elder) yield* close(elder, false)
    sessions.set(claims.cid, session)
    yield* Effect.addFinalizer(() => close(session, true))
    const now = yield* Clock.currentTimeMillis
    yield* Effect.forkScoped(Effect.delay(close(session, false), claims.exp - now))

    const isOpen = () => sessions.get(claims.cid) === session
    const page: Page = {
      heard: () => session.heard,
      subscribe: (filter) =>
        Effect.sync(() => {
          const granted = isOpen() && Rules.maySubscribe(claims, filter)
          if (granted) session.filters.add(filter)
          return granted
        }),
      unsubscribe: (filter) => Effect.sync(() => void session.filters.delete(filter)),
      publish: Effect.fnUntraced(function*(topic, text, options) {
        if (!isOpen()) return
        session.allowance = Rules.spend(session.allowance, yield* Clock.currentTimeMillis)
        const message = { topic, payload: text, ...options }
        const allowed = session.allowance.left >= 0 && floors.holds(claims) && Rules.mayPublish(claims, message)
        yield* allowed ? report(topic, text) : close(session, false)
      }),
      isOpen,
      closed: Deferred.await(session.gone),
      vanish: close(session, false),
      leave: close(session, true)
    }
    return page
  })

  return Context.make(
    Realtime,
    Realtime.of({
      publish,
      publishMany: (hints) => Effect.forEach(hints, publish, { discard: true }),
      ticket: (request) => tickets.mint(request, { url: "/mqtt", beatSeconds: 15 }),
      admit: (user, membership) =>
        Effect.andThen(floors.raise(user, membership), closeAll((claims) => !floors.holds(claims))),
      disconnect: (user) => Effect.andThen(floors.cut(user), closeAll(({ u }) => u === user))
    })
  ).pipe(
    Context.add(Reports, reports),
    Context.add(Pages, { connect }),
    Context.add(Published, { all: () => published })
  )
}))
