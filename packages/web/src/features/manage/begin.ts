import { onCleanup } from "solid-js"

let take = (_: string) => {}

/** The sheet takes a beginning onto itself for as long as it is there. */
export const takeBeginnings = (taker: (text: string) => void): void => {
  take = taker
  onCleanup(() => {
    if (take === taker) take = () => {}
  })
}

/** Puts a beginning on the sheet. */
export const begin = (text: string): void => take(text)
