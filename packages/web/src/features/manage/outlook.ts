import { createAsync } from "@solidjs/router"
import { createEffect, createMemo, on, onCleanup } from "solid-js"
import type { Output } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import type { Mine } from "./data.ts"

/** How likely each of my texts is to be the next, and how long they last. */
export const outlook = reading("affirmations.outlook")

export type Outlook = Output<"affirmations.outlook">

/** So few that have not been seen lately are worth a word. */
const few = 7

/** How many are left that were not seen lately, when that is worth a word to whoever writes. */
export const running = ({ drawable, unseen }: Outlook["health"]): number | undefined =>
  drawable > 0 && unseen <= few ? unseen : undefined

/** The chance of every text that has one, as a share of 1, and beside the likeliest. */
export const chances = ({ items }: Pick<Outlook, "items">) => {
  const most = Math.max(0, ...items.map(({ probability }) => probability))
  return new Map(items.map(({ id, probability }) => [
    id,
    { probability, share: most === 0 ? 0 : probability / most }
  ]))
}
export type Chance = ReturnType<typeof chances> extends Map<string, infer One> ? One : never

const settling = 800

/** What lies ahead, asked for again a little after something changed that it depends on. Without an answer there is none. */
export const createOutlook = (items: () => ReadonlyArray<Mine>) => {
  const shown = createAsync(() => outlook({}).catch(() => undefined))
  const depends = createMemo(() =>
    items().map(({ id, loves, paused, scheduledFor, tags, timesSent }) =>
      [id, paused, scheduledFor, tags, loves, timesSent].join()
    ).join("|")
  )
  createEffect(on(depends, () => {
    const timer = setTimeout(() => void outlook.refresh({}).catch(() => {}), settling)
    onCleanup(() => clearTimeout(timer))
  }, { defer: true }))
  const chance = createMemo(() => {
    const known = shown()
    return known === undefined ? new Map<string, Chance>() : chances(known)
  })
  /** Words that are paused have none, and the server does not count them. */
  const chanceOf = ({ id, paused }: Mine): Chance | undefined =>
    chance().get(id) ?? (paused && shown() !== undefined ? { probability: 0, share: 0 } : undefined)
  return { shown, chanceOf }
}
