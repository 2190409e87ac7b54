import { query, revalidate } from "@solidjs/router"
import { createSignal } from "solid-js"
import { owner } from "../session/owner.ts"
import { type Call, type Input, type Output, run } from "./client.ts"
import * as Snapshots from "./snapshots.ts"

/** The router's cache takes anything but a promise. */
type Shown = Readonly<Record<string, unknown>>

/** A call that pages read cache first. Call it in `createAsync` and in a route's preload: both share one answer. */
export interface Reading<K extends Call> {
  (input: Input<K>): Promise<Output<K>>
  /** Asks the server again and shows the answer everywhere; rejects when there is none. */
  readonly refresh: (input: Input<K>) => Promise<void>
  /** Shows another value at once, everywhere and at the next visit: a reducer for writes and for realtime hints. Gives back how to undo it. */
  readonly change: (input: Input<K>, f: (shown: Output<K>) => Output<K>) => () => void
  /** Why what is shown could not be made fresh, while that is so; reactive. */
  readonly failure: (input: Input<K>) => unknown
}

const forgetters = new Set<() => void>()

/** Everything that was read is forgotten, in memory and in the browser's store. */
export const forgetAll = async (): Promise<void> => {
  for (const forget of forgetters) forget()
  query.clear()
  await Snapshots.clear()
}

export interface ReadingOptions<K extends Call> {
  /** `false` leaves no trace on the disk */
  readonly kept?: boolean
  /** whose answer it is, where that is only known from the answer itself */
  readonly ownerOf?: (answer: Output<K>) => string
}

/** Reads a call cache first: what was shown last at once, then the server's answer. */
export const reading = <K extends Call>(call: K, options: ReadingOptions<K> = {}): Reading<K> => {
  const shown = new Map<string, Output<K>>()
  /** Counts the changes made here: an answer that was asked for before the last change is not shown. */
  const turns = new Map<string, number>()
  /** Counts what is asked, and the latest that was answered: answers overtake each other, and an older one is not shown. */
  let asked = 0
  const answered = new Map<string, number>()
  const [failures, setFailures] = createSignal<ReadonlyMap<string, unknown>>(new Map())
  forgetters.add(() => {
    shown.clear()
    setFailures(new Map())
  })

  const fail = (key: string, failure: unknown) => {
    if (failures().get(key) !== failure) setFailures((all) => new Map(all).set(key, failure))
  }
  const keep = (key: string, value: Output<K>) => {
    shown.set(key, value)
    if (options.kept !== false) void Snapshots.put(`${options.ownerOf?.(value) ?? owner()}:${key}`, value)
  }
  const show = (key: string, value: Output<K>) => {
    keep(key, value)
    query.set<Shown>(key, value as Shown)
    void revalidate(key, false)
  }
  const last = async (key: string) =>
    shown.get(key) ??
      (options.kept === false ? undefined : await Snapshots.get(`${owner()}:${key}`) as Output<K> | undefined)

  const ask = async (key: string, input: Input<K>): Promise<Output<K>> => {
    const turn = turns.get(key)
    const fresh = await run(call, input)
    fail(key, undefined)
    return turn === turns.get(key) ? fresh : ask(key, input)
  }
  /** The answer, and whether none to a later question came before it. */
  const askInTurn = async (key: string, input: Input<K>) => {
    const mine = ++asked
    const value = await ask(key, input)
    const isLatest = mine > (answered.get(key) ?? 0)
    if (isLatest) answered.set(key, mine)
    return { value, isLatest }
  }
  const fresh = async (key: string, input: Input<K>) => {
    const { isLatest, value } = await askInTurn(key, input)
    if (!isLatest) return
    // An equal answer changes nothing on the page.
    if (JSON.stringify(value) !== JSON.stringify(shown.get(key))) show(key, value)
  }

  const read = query(async (input: Input<K>): Promise<Output<K>> => {
    const key = read.keyFor(input)
    const known = await last(key)
    if (known === undefined) {
      try {
        const { isLatest, value } = await askInTurn(key, input)
        if (isLatest) keep(key, value)
        return value
      } catch (failure) {
        // A failed answer is not remembered: the next try asks again.
        query.delete(key)
        throw failure
      }
    }
    shown.set(key, known)
    void fresh(key, input).catch((failure: unknown) => fail(key, failure))
    return known
  }, call)

  return Object.assign((input: Input<K>) => read(input) as Promise<Output<K>>, {
    refresh: (input: Input<K>) => fresh(read.keyFor(input), input),
    failure: (input: Input<K>) => failures().get(read.keyFor(input)),
    change: (input: Input<K>, f: (shown: Output<K>) => Output<K>) => {
      const key = read.keyFor(input)
      const before = shown.get(key)
      if (before === undefined) return () => {}
      turns.set(key, (turns.get(key) ?? 0) + 1)
      show(key, f(before))
      return () => show(key, before)
    }
  })
}
