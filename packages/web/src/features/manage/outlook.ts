import { createEffect, createMemo, on, onCleanup } from "solid-js"
import type { Output } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import type { Mine } from "./data.ts"

/** How likely each of my texts is to be the next, how long they last, and how many there are of each kind. */
export const outlook = reading("affirmations.outlook")

export type Outlook = Output<"affirmations.outlook">

const settling = 800

/** Asks for what lies ahead again, a little after something changed that it depends on. */
export const followOutlook = (items: () => ReadonlyArray<Mine>): void => {
  const depends = createMemo(() =>
    items().map(({ id, loves, paused, scheduledFor, tags, timesSent }) =>
      [id, paused, scheduledFor, tags, loves, timesSent].join()
    ).join("|")
  )
  createEffect(on(depends, () => {
    const timer = setTimeout(() => void outlook.refresh({}).catch(() => {}), settling)
    onCleanup(() => clearTimeout(timer))
  }, { defer: true }))
}
