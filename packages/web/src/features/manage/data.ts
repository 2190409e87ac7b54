import { createSignal } from "solid-js"
import { type Output, run, tagOf } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import { manage } from "../../i18n/manage.ts"
import { toast } from "../../ui/toasts.ts"
import { latest } from "../home/data.ts"
import { everyOnly, setOnly } from "./only.ts"
import { sameTags, type Tag } from "./tags.ts"

/** What I wrote, a part at a time, the newest first. */
export const written = reading("affirmations.list")

/** One text of mine and what has become of it. */
export type Mine = Output<"affirmations.list">["items"][number]

type Change = (items: ReadonlyArray<Mine>) => ReadonlyArray<Mine>
const views = new Set<(change: Change) => void>()

/** A view that holds texts of its own (earlier parts) hears of every change; gives back how to stop. */
export const watchWritten = (view: (change: Change) => void): () => void => {
  views.add(view)
  return () => views.delete(view)
}

/** Everything that shows my texts shows this from now on. */
export const changeWritten = (change: Change): void => {
  for (const query of [{}, ...everyOnly.map((only) => ({ only }))]) {
    written.change({ query }, (shown) => ({ ...shown, items: change(shown.items) }))
  }
  for (const view of views) view(change)
}

const replace = (saved: Mine): Change => (items) => items.map((item) => item.id === saved.id ? saved : item)

/** Whether one can be drawn: Home counts those. */
const counts = (item: Mine | undefined): number => item === undefined || item.paused || item.scheduledFor ? 0 : 1

/** One is now what the server says: here, and in what Home counts. */
const become = (before: Mine | undefined, after: Mine | undefined): void =>
  void latest.change({}, (shown) => ({
    ...shown,
    written: Math.max(0, shown.written + counts(after) - counts(before))
  }))

/**
 * Writes a text under an id: however often it is tried, it is written once, and is at last what was written last. Rejects
 * when that was not possible.
 */
export const write = async (
  id: string,
  text: string,
  tags: ReadonlyArray<Tag> = [],
  date: string | null = null
): Promise<void> => {
  const payload = { id, text, ...(tags.length > 0 && { tags }), ...(date !== null && { date }) }
  let saved = await run("affirmations.write", { payload })
  // An earlier try had arrived after all, and what was typed was changed since.
  if (saved.text !== text.trim() || !sameTags(saved.tags ?? [], tags)) {
    saved = await run("affirmations.edit", { params: { id }, payload: { text, tags } })
  }
  if ((saved.scheduledFor ?? null) !== date) {
    saved = await run("affirmations.schedule", { params: { id }, payload: { date } })
  }
  // Where only some are shown it might not be among them.
  setOnly(undefined)
  written.change(
    { query: {} },
    (shown) => ({ ...shown, items: [saved, ...shown.items.filter((item) => item.id !== id)] })
  )
  become(undefined, saved)
}

/** Changes the text of one, and what it is meant for; rejects when that was not possible. */
export const edit = async (id: string, text: string, tags: ReadonlyArray<Tag>): Promise<void> =>
  changeWritten(replace(await run("affirmations.edit", { params: { id }, payload: { text, tags } })))

/** Keeps one for a date, or for none any more; rejects when that was not possible. */
export const schedule = async (item: Mine, date: string | null): Promise<void> => {
  const saved = await run("affirmations.schedule", { params: { id: item.id }, payload: { date } })
  changeWritten(replace(saved))
  become(item, saved)
}

/** Pauses or resumes one: shown at once, and as it was when it could not be saved. */
export const pause = async (item: Mine, paused: boolean): Promise<void> => {
  changeWritten(replace({ ...item, paused }))
  try {
    const saved = await run("affirmations.edit", { params: { id: item.id }, payload: { paused } })
    changeWritten(replace(saved))
    become(item, saved)
  } catch (failure) {
    changeWritten(replace(item))
    toast(tagOf(failure) === "AffirmationNotFound" ? manage().gone : manage().notChanged)
  }
}

const [removed, setRemoved] = createSignal<ReadonlySet<string>>(new Set())

/** Those that are deleted or about to be: they are not shown. */
export { removed }

const bringBack = (id: string) => setRemoved((ids) => new Set([...ids].filter((one) => one !== id)))

/** Deletes one after the time to undo, or when the page is left before; brings it back when that failed. */
export const remove = (item: Mine): void => {
  setRemoved((ids) => new Set([...ids, item.id]))
  toast(manage().deleted, {
    undo: () => bringBack(item.id),
    done: () => {
      run("affirmations.remove", { params: { id: item.id } }).then(
        () => {
          changeWritten((items) => items.filter(({ id }) => id !== item.id))
          become(item, undefined)
        },
        () => {
          bringBack(item.id)
          toast(manage().notDeleted)
        }
      )
    }
  })
}
