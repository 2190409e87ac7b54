import { createSignal } from "solid-js"

export interface ToastOptions {
  /** takes back what was said; the toast then offers Undo and counts the seconds */
  readonly undo?: () => void
  /** runs once when the time to undo is over, also when the page is left before: a delayed write belongs here */
  readonly done?: () => void
  /** how long it stays; 10 with Undo, 5 without */
  readonly seconds?: number
  /** the time to undo is kept by the server: it runs on, also while somebody points at the toast */
  readonly elsewhere?: boolean
}

export interface Toast extends ToastOptions {
  readonly id: number
  readonly text: string
  readonly seconds: number
}

const [toasts, setToasts] = createSignal<ReadonlyArray<Toast>>([])
let last = 0

/** What is being said right now, oldest first. */
export { toasts }

/** Says one line at the foot of the page; with `undo` it can be taken back for a while. */
export const toast = (text: string, options: ToastOptions = {}): number => {
  const id = ++last
  setToasts((shown) => [...shown, { seconds: options.undo ? 10 : 5, ...options, id, text }])
  return id
}

/** Ends a toast: either what it announced stands (`done` runs), or it is undone. */
export const endToast = (id: number, how: "done" | "undo" = "done"): void => {
  const ended = toasts().find((shown) => shown.id === id)
  if (ended === undefined) return
  setToasts((shown) => shown.filter((one) => one.id !== id))
  ended[how]?.()
}

/** Everything announced is done now: the page is being left. */
export const endAllToasts = (): void => {
  for (const shown of toasts()) endToast(shown.id)
}
