import { JobQueue, queues } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"

/** `lumi queue stats` */
export const stats = command(Effect.fnUntraced(function*() {
  const queue = yield* JobQueue
  const items = yield* Effect.forEach(queues, (name) =>
    Effect.map(
      queue.stats(name),
      ({ dead, delayed, inFlight, ready }) => ({ queue: name, ready, inFlight, delayed, dead })
    ))
  return {
    json: { items },
    lines: table(
      ["queue", "ready", "in flight", "delayed", "dead"],
      items.map((one) => [one.queue, ...[one.ready, one.inFlight, one.delayed, one.dead].map(String)])
    )
  } satisfies Report
}))
