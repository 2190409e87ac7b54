import { onCleanup } from "solid-js"
import { type Output, run } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import { home } from "../../i18n/home.ts"
import { toast } from "../../ui/toasts.ts"
import { latest } from "../home/data.ts"

/** What I received, a page at a time, the latest first. */
export const received = reading("deliveries.list")

/** The date of the first one there is. */
export const firstDay = reading("deliveries.first")

/** One affirmation as I received it. */
export type Received = Output<"deliveries.list">["items"][number]

/** What I say of a delivery: a heart, words, that I want more or less of it. Snapshots of before know only the heart. */
export type Said = Partial<Pick<Received, "lovedAt" | "reply" | "wish">>
export type Wish = "more" | "less"

type View = (id: string, said: Said) => void

const views = new Set<View>()

/** Tells a view that holds deliveries of its own (earlier pages) what was said of one of them, or is not any more. */
export const watchAnswers = (view: View): void => {
  views.add(view)
  onCleanup(() => views.delete(view))
}

/** Several deliveries, with another answer to one of them. */
export const withAnswer = <A extends { readonly id: string }>(
  items: ReadonlyArray<A>,
  id: string,
  said: Said
): ReadonlyArray<A> => items.map((item) => item.id === id ? { ...item, ...said } : item)

const show: View = (id, said) => {
  const heard = <A extends Received | null>(one: A): A => one?.id === id ? { ...one, ...said } : one
  latest.change({}, (shown) => ({ ...shown, today: heard(shown.today), extra: heard(shown.extra ?? null) }))
  received.change({ query: {} }, (shown) => ({ ...shown, items: withAnswer(shown.items, id, said) }))
  for (const view of views) view(id, said)
}

/** What is on its way, by delivery and kind of answer, and what the server is known to hold meanwhile. */
const turns = new Map<string, Promise<boolean>>()
const stored = new Map<string, Said>()

/**
 * Says something of a delivery: shown at once, saved after what was said before, and shown as the server holds it when it
 * could not be saved. Resolves to whether it was.
 */
export const say = (
  delivery: Received,
  what: keyof Said,
  said: Said,
  save: () => Promise<Received>
): Promise<boolean> => {
  const { id } = delivery
  const key = `${what} ${id}`
  if (!turns.has(key)) stored.set(key, { [what]: delivery[what] ?? null })
  show(id, said)
  const turn: Promise<boolean> = (turns.get(key) ?? Promise.resolve(true)).then(async () => {
    let saved = true
    try {
      stored.set(key, { [what]: (await save())[what] ?? null })
    } catch {
      saved = false
    }
    // An earlier answer must not overrule a later one.
    if (turns.get(key) === turn) {
      turns.delete(key)
      show(id, stored.get(key) ?? {})
      stored.delete(key)
    }
    return saved
  })
  turns.set(key, turn)
  return turn
}

/** Loves a delivery, or not any more. */
export const love = async (delivery: Received, loved: boolean): Promise<void> => {
  const said = { lovedAt: loved ? new Date().toISOString() : null }
  const saved = await say(
    delivery,
    "lovedAt",
    said,
    () => run("deliveries.love", { params: { id: delivery.id }, payload: { loved } })
  )
  if (!saved) toast(home().loveFailed)
}

/** Wants more of this, or less, or neither any more. */
export const wish = async (delivery: Received, wanted: Wish | null): Promise<void> => {
  const save = () => run("deliveries.wish", { params: { id: delivery.id }, payload: { wish: wanted } })
  if (!await say(delivery, "wish", { wish: wanted }, save)) toast(home().wishFailed)
}
