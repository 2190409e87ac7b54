import { type Accessor, createEffect, createSignal, on } from "solid-js"

/** A part of a list, and where the next part begins. */
export interface Part<A> {
  readonly items: ReadonlyArray<A>
  readonly next: string | null
}

/** Those of the first part of before that a newer one pushed off its end; what is gone from its middle was deleted. */
export const fallen = <A extends { readonly id: string }>(
  before: ReadonlyArray<A>,
  now: ReadonlyArray<A>
): ReadonlyArray<A> => {
  const still = new Set(now.map(({ id }) => id))
  const lastKept = before.findLastIndex(({ id }) => still.has(id))
  return before.slice(lastKept + 1)
}

/** A list that is read a part at a time: the first from the cache and kept fresh, the earlier ones when asked for. */
export const createKeyset = <A extends { readonly id: string }>(
  first: Accessor<Part<A> | undefined>,
  load: (after: string) => Promise<Part<A>>
) => {
  const [earlier, setEarlier] = createSignal<Part<A>>()
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal(false)

  createEffect(on(first, (now, before) => {
    if (now === undefined || before === undefined) return
    setEarlier((part) => part && { ...part, items: [...fallen(before.items, now.items), ...part.items] })
  }))

  const items = (): ReadonlyArray<A> => {
    const head = first()?.items ?? []
    const known = new Set(head.map(({ id }) => id))
    return [...head, ...(earlier()?.items ?? []).filter(({ id }) => !known.has(id))]
  }
  const next = () => (earlier() ?? first())?.next ?? null

  const more = async () => {
    const after = next()
    if (after === null || busy()) return
    setBusy(true)
    setFailed(false)
    try {
      const part = await load(after)
      setEarlier((before) => ({ items: [...(before?.items ?? []), ...part.items], next: part.next }))
    } catch {
      setFailed(true)
    }
    setBusy(false)
  }

  /** Changes what was read by hand; the first part has its own reducer. */
  const change = (f: (items: ReadonlyArray<A>) => ReadonlyArray<A>) =>
    setEarlier((part) => part && { ...part, items: f(part.items) })

  return { items, more, change, busy, failed, hasMore: () => next() !== null }
}
