import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"

/** `lumi queue stats` */
export const stats = command(Effect.fnUntraced(function*() {
  const queue = yield* JobQueue
  const affirmations = yield* queue.stats("affirmations")
  const { dead, delayed, inFlight, ready } = affirmations
  return {
    json: { items: [{ queue: "affirmations", ready, inFlight, delayed, dead }] },
    lines: table(["queue", "ready", "in flight", "delayed", "dead"], [
      ["affirmations", `${ready}`, `${inFlight}`, `${delayed}`, `${dead}`]
    ])
  } satisfies Report
}))
