import { createSignal } from "solid-js"
import { type Output, run } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import { drafts as said } from "../../i18n/drafts.ts"
import { toast } from "../../ui/toasts.ts"

/** What I wrote before there was anybody to write for, the oldest first. */
export const drafts = reading("drafts.list")

export type Draft = Output<"drafts.list">["items"][number]

const change = (f: (items: ReadonlyArray<Draft>) => ReadonlyArray<Draft>) =>
  void drafts.change({}, (shown) => ({ ...shown, items: f(shown.items) }))

/** Writes one under an id: however often it is tried it is written once. Rejects when that was not possible. */
export const write = async (id: string, text: string): Promise<void> => {
  const first = await run("drafts.write", { payload: { id, text } })
  // An earlier try had arrived after all, and what was typed was changed since.
  const saved = first.text === text.trim()
    ? first
    : await run("drafts.edit", { params: { id }, payload: { text } })
  change((items) => [...items.filter((item) => item.id !== id), saved])
}

/** Changes the text of one; rejects when that was not possible. */
export const edit = async (id: string, text: string): Promise<void> => {
  const saved = await run("drafts.edit", { params: { id }, payload: { text } })
  change((items) => items.map((item) => item.id === id ? saved : item))
}

const [removed, setRemoved] = createSignal<ReadonlySet<string>>(new Set())

/** Those that are deleted or about to be: they are not shown. */
export { removed }

const bringBack = (id: string) => setRemoved((ids) => new Set([...ids].filter((one) => one !== id)))

/** Deletes one after the time to undo, or when the page is left before; brings it back when that failed. */
export const remove = ({ id }: Draft): void => {
  setRemoved((ids) => new Set([...ids, id]))
  toast(said().deleted, {
    undo: () => bringBack(id),
    done: () => {
      run("drafts.remove", { params: { id } }).then(
        () => change((items) => items.filter((item) => item.id !== id)),
        () => {
          bringBack(id)
          toast(said().notDeleted)
        }
      )
    }
  })
}
