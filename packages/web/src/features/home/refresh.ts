import { createEffect, createSignal, on, onCleanup } from "solid-js"
import { type Day, latest, lettersOf } from "./data.ts"

const second = 1000
const longest = 3_600_000

/** How long until Home is worth another look, also when no hint tells: soon after the letter is due, and often while it is. */
export const untilNextLook = (day: Pick<Day, "missing" | "nextAt">, now: number): number =>
  day.missing === "soon"
    ? 15 * second
    : Math.min(longest, Math.max(15 * second, Date.parse(day.nextAt) - now + 5 * second))

/** Looks again when the next letter is due: a page that stays open shows it even without a broker. */
export const lookWhenDue = (day: () => Day | undefined): void =>
  createEffect(() => {
    const known = day()
    if (known === undefined) return
    const timer = setInterval(() => {
      void latest.refresh({}).catch(() => {})
    }, untilNextLook(known, Date.now()))
    onCleanup(() => clearInterval(timer))
  })

/** From whom a letter came while the page stood open; nothing for one that was there at first. */
export const noticeArrival = (day: () => Day | undefined): () => string | undefined => {
  const [from, setFrom] = createSignal<string>()
  let seen = false
  const newest = () => {
    const known = day()
    return known && lettersOf(known)[0]?.id
  }
  createEffect(on(newest, (id, before) => {
    if (id !== undefined && id !== before && seen) setFrom(day()?.partner.name)
    seen ||= day() !== undefined
  }))
  return from
}
