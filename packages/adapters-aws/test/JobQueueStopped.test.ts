import { assert, it } from "@effect/vitest"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { type ChildProcess, fork } from "node:child_process"
import path from "node:path"
import { inject } from "vitest"
import { jobQueueAt, testQueues } from "../testing/Queues.ts"

const file = path.join(import.meta.dirname, "JobQueueStopped.program.ts")

const worker = (LUMI_QUEUES: string) =>
  Effect.acquireRelease(
    Effect.sync(() => fork(file, { env: { ...process.env, LUMI_QUEUES, FAUXQS: inject("fauxqs") } })),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )

const said = (child: ChildProcess) =>
  Effect.callback<unknown>((resume) => {
    child.once("message", (message) => resume(Effect.succeed(message)))
  })

it.live("JobQueue (SQS emulator): a worker that was stopped for longer than it held a job acknowledges nothing", () =>
  Effect.gen(function*() {
    const { url } = yield* testQueues
    yield* Effect.gen(function*() {
      const jobs = yield* JobQueue
      yield* jobs.send("affirmations", ["job"])
      const stopped = yield* worker(url)
      assert.deepStrictEqual(yield* said(stopped), { taken: 1 })
      stopped.kill("SIGSTOP")
      const [again] = yield* jobs.receive("affirmations", { max: 1, visibility: "1 minute", wait: "10 seconds" })
      assert.deepStrictEqual([again?.body, again?.receives], ["job", 2])
      stopped.kill("SIGCONT")
      stopped.send("go on")
      assert.deepStrictEqual(yield* said(stopped), { acknowledged: [] })
      assert.deepStrictEqual(yield* jobs.stats("affirmations"), { ready: 0, inFlight: 1, delayed: 0, dead: 0 })
    }).pipe(Effect.provide(jobQueueAt(url)))
  }))
