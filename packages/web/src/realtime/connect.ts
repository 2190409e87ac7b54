import type { WireHint } from "@lumi/core/realtime/Hint"
import { wait } from "./backoff.ts"
import { read } from "./hints.ts"
import { open, type Opened, type WireTicket } from "./open.ts"
import { makeSeen } from "./seen.ts"
import { browser, type Surroundings } from "./surroundings.ts"

/** `waiting` for the next try, `hidden` for the page to be looked at; `signed-out` and `closed` are for good. */
export type State = "connecting" | "up" | "waiting" | "hidden" | "signed-out" | "closed"

export interface Options {
  /** A new one for each try. `status` 401 of a failure stops everything, 429 waits `body.retryAfterSeconds`. */
  readonly ticket: () => Promise<WireTicket>
  readonly onHint: (hint: WireHint) => void
  /** Up again: whatever happened meanwhile was missed, so look. */
  readonly onUp: () => void
  readonly onDown: () => void
  readonly around?: Surroundings
  /** how long a hidden page stays connected; push takes over */
  readonly hiddenMs?: number
}

export interface Connection {
  readonly state: () => State
  readonly close: () => void
}

/** A connection that lasted this long was a good one: the next try is soon. */
const calmMs = 30_000

interface Failure {
  readonly status?: unknown
  readonly body?: { readonly retryAfterSeconds?: unknown } | undefined
}
const isFailure = (failure: unknown): failure is Failure => typeof failure === "object" && failure !== null

/** How long the server wants to be left alone. */
const toldToWait = ({ body, status }: Failure): number => {
  const seconds = status === 429 ? body?.retryAfterSeconds : undefined
  return typeof seconds === "number" ? seconds * 1000 : 0
}

/** Keeps a page connected for as long as it is looked at, and hands on each hint once. */
export const connect = (options: Options): Connection => {
  const { around = browser, hiddenMs = 4 * 60_000, onDown, onHint, onUp, ticket } = options
  const isNew = makeSeen()
  let state: State = "waiting"
  let tries = 0
  /** counts up; who holds an older one has been overtaken and says nothing more */
  let turn = 0
  let quietUntil = 0
  let opened: Opened | undefined
  let next: ReturnType<typeof setTimeout> | undefined
  let hiding: ReturnType<typeof setTimeout> | undefined

  const become = (after: State) => {
    turn++
    clearTimeout(next)
    opened?.end()
    opened = undefined
    const before = state
    state = after
    if (before === "up" && after !== "closed") onDown()
  }

  const later = (leastMs: number) => {
    become("waiting")
    quietUntil = performance.now() + leastMs
    next = setTimeout(begin, leastMs + wait(tries++))
  }

  const hear = (topic: string, text: string) => {
    const hint = read(topic, text)
    if (hint && (!("id" in hint.payload) || isNew(hint.payload.id))) onHint(hint)
  }

  const begin = async () => {
    become("connecting")
    const mine = turn
    try {
      const given = await ticket()
      if (mine !== turn) return
      const connection = await open(given, around.resolve(given.url), hear)
      if (mine !== turn) return connection.end()
      opened = connection
    } catch (failure) {
      if (mine !== turn) return
      const known = isFailure(failure) ? failure : {}
      return known.status === 401 ? become("signed-out") : later(toldToWait(known))
    }
    state = "up"
    const since = performance.now()
    void opened.closed.then(() => {
      if (mine !== turn) return
      if (performance.now() - since > calmMs) tries = 0
      later(0)
    })
    onUp()
  }

  const now = () => {
    if (performance.now() < quietUntil) return
    tries = 0
    void begin()
  }

  const look = () => {
    clearTimeout(hiding)
    if (!around.visible()) {
      hiding = setTimeout(() => {
        if (state === "up" || state === "connecting" || state === "waiting") become("hidden")
      }, hiddenMs)
    } else if (state === "hidden" || state === "waiting") now()
  }

  const unwatch = around.watch(look, () => {
    if (state === "waiting") now()
  })
  void begin()
  if (!around.visible()) look()

  return {
    state: () => state,
    close: () => {
      unwatch()
      clearTimeout(hiding)
      become("closed")
    }
  }
}
