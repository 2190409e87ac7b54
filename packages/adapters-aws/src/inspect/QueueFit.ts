import { Effect } from "effect"
import { Aws } from "../Aws.ts"
import { deadOf, guard, queues as known } from "../Queues.ts"
import { configured, Misfit, misfitOf, patience, remedy } from "./Misfit.ts"

/** The names of the queues of `LUMI_QUEUES`, when all are there and each gives up to its dead letters. */
export const queues = Effect.gen(function*() {
  const { configOf } = yield* Aws
  const { GetQueueAttributesCommand, SQSClient } = yield* Effect.promise(() => import("./Sdk.ts"))
  const prefix = yield* configured("LUMI_QUEUES", "what the URLs of all queues begin with")
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => new SQSClient({ ...patience, ...configOf("sqs") })),
    (client) => Effect.sync(() => client.destroy())
  )
  const attributes = (name: string) =>
    Effect.tryPromise({
      try: () =>
        client.send(
          new GetQueueAttributesCommand({ QueueUrl: prefix + name, AttributeNames: ["QueueArn", "RedrivePolicy"] })
        ),
      catch: misfitOf(`queue ${prefix}${name}`)
    }).pipe(Effect.map(({ Attributes = {} }): Readonly<Record<string, string>> => Attributes))

  const names = Object.keys(known)
  yield* Effect.forEach(names, (name) =>
    Effect.gen(function*() {
      const { QueueArn } = yield* attributes(deadOf(name))
      const { RedrivePolicy = "" } = yield* attributes(name)
      if (RedrivePolicy.includes(`"${QueueArn}"`) && RedrivePolicy.includes(String(guard))) return
      return yield* new Misfit({
        message: `the queue ${prefix}${name} does not give up to ${deadOf(name)} after ${guard} receives: ${remedy}`
      })
    }), { concurrency: 4, discard: true })
  return names
}).pipe(Effect.scoped, Effect.withSpan("inspect.queues"))
