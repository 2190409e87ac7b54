import { createEffect, onCleanup } from "solid-js"
import { type Day, latest } from "./data.ts"

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
