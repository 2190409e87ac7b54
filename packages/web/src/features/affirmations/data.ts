import { onCleanup } from "solid-js"
import { type Output, run } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import { home } from "../../i18n/home.ts"
import { toast } from "../../ui/toasts.ts"
import { latest } from "../home/data.ts"

/** What I received, a page at a time, the latest first. */
export const received = reading("deliveries.list")

/** One affirmation as I received it. */
export type Received = Output<"deliveries.list">["items"][number]

type SetLoved = (id: string, lovedAt: string | null) => void

const views = new Set<SetLoved>()

/** Tells a view that holds deliveries of its own (earlier pages) when one of them is loved or not any more. */
export const watchLoved = (view: SetLoved): void => {
  views.add(view)
  onCleanup(() => views.delete(view))
}

/** One delivery of several with another heart. */
export const withLoved = <A extends { readonly id: string; readonly lovedAt: string | null }>(
  items: ReadonlyArray<A>,
  id: string,
  lovedAt: string | null
): ReadonlyArray<A> => items.map((item) => item.id === id ? { ...item, lovedAt } : item)

const setLoved: SetLoved = (id, lovedAt) => {
  latest.change({}, (shown) => shown.today?.id === id ? { ...shown, today: { ...shown.today, lovedAt } } : shown)
  received.change({ query: {} }, (shown) => ({ ...shown, items: withLoved(shown.items, id, lovedAt) }))
  for (const view of views) view(id, lovedAt)
}

/** What was touched last for a delivery: an earlier answer must not overrule it. */
const turns = new Map<string, Promise<void>>()

/** Loves a delivery, or not any more: shown at once, and shown undone with a word when it could not be saved. */
export const love = (delivery: Received, loved: boolean): void => {
  const { id, lovedAt: before } = delivery
  setLoved(id, loved ? new Date().toISOString() : null)
  const turn: Promise<void> = (turns.get(id) ?? Promise.resolve()).then(async () => {
    try {
      const saved = await run("deliveries.love", { params: { id }, payload: { loved } })
      if (turns.get(id) === turn) setLoved(id, saved.lovedAt)
    } catch {
      if (turns.get(id) === turn) setLoved(id, before)
      toast(home().loveFailed)
    }
  })
  turns.set(id, turn)
}
