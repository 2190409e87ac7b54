import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs"
import { Effect } from "effect"
import { credentials, region } from "../emulators/Credentials.ts"

/** For how long a queue of the emulator hides what was handed out before the function said for how long it needs it. */
export const hide = Effect.fn("Visibility.hide")(function*(endpoint: string, QueueUrl: string, seconds: number) {
  const sqs = yield* Effect.acquireRelease(
    Effect.sync(() => new SQSClient({ endpoint, region, credentials })),
    (sqs) => Effect.sync(() => sqs.destroy())
  )
  const Attributes = { VisibilityTimeout: String(seconds) }
  yield* Effect.promise(() => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })))
}, Effect.scoped)
