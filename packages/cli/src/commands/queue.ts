import { JobQueue, queues } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"

/** `lumi queue stats` */
export const stats = command(Effect.fnUntraced(function*() {
  const jobs = yield* JobQueue
  const items = yield* Effect.forEach(
    queues,
    (queue) =>
      Effect.map(jobs.stats(queue), ({ dead, delayed, inFlight, ready }) => ({ queue, ready, inFlight, delayed, dead }))
  )
  return {
    json: { items },
    lines: table(
      ["queue", "ready", "in flight", "delayed", "dead"],
      items.map(({ dead, delayed, inFlight, queue, ready }) => [
        queue,
        `${ready}`,
        `${inFlight}`,
        `${delayed}`,
        `${dead}`
      ])
    )
  } satisfies Report
}))
