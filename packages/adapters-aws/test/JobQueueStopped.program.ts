import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect, Layer } from "effect"
import { clientsOf } from "../emulators/Credentials.ts"
import { layer } from "../src/JobQueue.ts"
import { Sqs } from "../src/Sqs.ts"

/** Takes a job for two seconds, says so, and acknowledges it when it is told to: by then it may have been stopped. */
const program = Effect.gen(function*() {
  const jobs = yield* JobQueue
  const taken = yield* jobs.receive("affirmations", { max: 1, visibility: "2 seconds", wait: "10 seconds" })
  process.send?.({ taken: taken.length })
  yield* Effect.callback<void>((resume) => {
    process.once("message", () => resume(Effect.void))
  })
  process.send?.({ acknowledged: yield* jobs.ack("affirmations", taken) })
  process.disconnect()
})

await Effect.runPromise(program.pipe(
  Effect.provide(layer.pipe(
    Layer.provide(Sqs.layer),
    Layer.provide(clientsOf({ sqs: process.env["FAUXQS"] ?? "" }))
  ))
))
