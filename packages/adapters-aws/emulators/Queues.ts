import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs"
import { Effect } from "effect"
import { attributesOf, deadAttributes, deadOf, names, queues } from "../src/Queues.ts"
import { credentials, region } from "./Credentials.ts"

/** the account in whose name fauxqs acts */
const account = "000000000000"

/** Makes every queue with its dead letters under names that begin with `prefix`; gives `LUMI_QUEUES`. */
export const create = Effect.fn("Queues.create")(function*(endpoint: string, prefix: string) {
  const sqs = yield* clientOf(endpoint)
  const url = `${endpoint}/${account}/${prefix}`
  yield* Effect.promise(async () => {
    for (const [name, queue] of Object.entries(queues)) {
      await sqs.send(new CreateQueueCommand({ QueueName: prefix + deadOf(name), Attributes: deadAttributes }))
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url + deadOf(name), AttributeNames: ["QueueArn"] })
      )
      const attributes = attributesOf(queue, Attributes?.["QueueArn"] ?? "")
      await sqs.send(new CreateQueueCommand({ QueueName: prefix + name, Attributes: attributes }))
    }
  })
  return url
}, Effect.scoped)

/** Removes what `create` made. */
export const remove = Effect.fn("Queues.remove")(function*(endpoint: string, prefix: string) {
  const sqs = yield* clientOf(endpoint)
  yield* Effect.promise(() =>
    Promise.all(
      names.map((name) => sqs.send(new DeleteQueueCommand({ QueueUrl: `${endpoint}/${account}/${prefix}${name}` })))
    )
  )
}, Effect.scoped)

const clientOf = (endpoint: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new SQSClient({ endpoint, region, credentials })),
    (sqs) => Effect.sync(() => sqs.destroy())
  )
