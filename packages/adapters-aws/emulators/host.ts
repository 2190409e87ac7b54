// The functions of Lumi, fed by the emulators of a home: node emulators/host.ts HOME PORT. Ends with whoever holds its stdin.
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import type { APIGatewayProxyStructuredResultV2, DynamoDBBatchResponse, SQSBatchResponse } from "aws-lambda"
import { Context, Effect, Layer, Logger } from "effect"
import path from "node:path"
import { builds, readSite } from "../infra/site.ts"
import { Aws } from "../src/Aws.ts"
import { mapping } from "../src/ChangeFeed.ts"
import { queues } from "../src/Queues.ts"
import { CloudFront } from "./CloudFront.ts"
import * as Environment from "./Environment.ts"
import * as EventSourceMappingSqs from "./EventSourceMappingSqs.ts"
import * as EventSourceMappingStreams from "./EventSourceMappingStreams.ts"
import { Lambda } from "./Lambda.ts"
import { untilAbandoned } from "./Parent.ts"
import * as Scheduler from "./Scheduler.ts"
import { checkpointsIn } from "./streams/CheckpointFile.ts"

/** How many batches of a queue are worked off at once: fewer than on AWS, since all functions share this process. */
const atOnce = { due: 2, affirmations: 4, push: 4, messages: 2 } as const

/** Gives every queue to the function of its name. */
const consumeQueues = Effect.fnUntraced(function*(endpoint: string, prefix: string) {
  const { invoke } = yield* Lambda
  const run = Effect.runPromiseWith(yield* Effect.context())
  return yield* Effect.forEach(
    ["due", "affirmations", "push", "messages"] as const,
    (name) =>
      EventSourceMappingSqs.run({
        endpoint,
        queueUrl: prefix + name,
        batchSize: queues[name].batch,
        concurrency: atOnce[name],
        handler: (event) => run(invoke(name, event)) as Promise<SQSBatchResponse>
      }),
    { concurrency: "unbounded", discard: true }
  )
})

/** Gives the changes of the table to `changes`; where in the stream it gave up goes to dead letters of its own. */
const consumeChanges = Effect.fnUntraced(function*(home: string, endpoint: string, table: string, queues: string) {
  const { invoke } = yield* Lambda
  const run = Effect.runPromiseWith(yield* Effect.context())
  const sqs = yield* Effect.acquireRelease(
    Effect.sync(() => new SQSClient()),
    (sqs) => Effect.sync(() => sqs.destroy())
  )
  return yield* EventSourceMappingStreams.run({
    endpoint,
    table,
    batchSize: mapping.batch,
    retries: mapping.retries,
    patterns: mapping.patterns,
    rest: "1 second",
    handler: (event, signal) => run(invoke("changes", event), { signal }) as Promise<DynamoDBBatchResponse>,
    onFailure: (message) =>
      sqs.send(new SendMessageCommand({ QueueUrl: `${queues}changes-dead`, MessageBody: JSON.stringify(message) })),
    checkpoints: checkpointsIn(path.join(Environment.folderOf(home), "checkpoints.json"))
  })
}, Effect.scoped)

const program = Effect.fnUntraced(function*(home: string, port: number) {
  const variables = yield* Environment.read(home)
  const { AWS_ENDPOINT_URL_DYNAMODB = "", AWS_ENDPOINT_URL_SQS = "", LUMI_IOT_ENDPOINT = "" } = variables
  const { LUMI_QUEUES = "", LUMI_SITE_BUCKET = "", LUMI_TABLE = "" } = variables
  // before anything of Lumi is loaded: it finds the instance by its environment, as on AWS
  Object.assign(process.env, variables)
  const edge = CloudFront.layer({
    port,
    bucket: LUMI_SITE_BUCKET,
    site: readSite(),
    broker: LUMI_IOT_ENDPOINT.replace(/^http/, "ws")
  })
  const services = yield* Layer.build(Layer.merge(Lambda.layer(builds.functions), edge.pipe(Layer.provide(Aws.layer))))
  const { invoke } = Context.get(services, Lambda)
  const { attach, drain, url } = Context.get(services, CloudFront)
  Object.assign(process.env, { LUMI_ORIGIN: url })
  yield* Environment.write(home, { ...variables, LUMI_ORIGIN: url })

  const run = Effect.runPromiseWith(services)
  yield* invoke("http", { schedule: "warm" })
  attach((event) => run(invoke("http", event)) as Promise<APIGatewayProxyStructuredResultV2>)
  yield* Effect.addFinalizer(() => drain)
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`)
  return yield* Effect.all([
    consumeQueues(AWS_ENDPOINT_URL_SQS, LUMI_QUEUES),
    consumeChanges(home, AWS_ENDPOINT_URL_DYNAMODB, LUMI_TABLE, LUMI_QUEUES),
    Scheduler.run
  ], { concurrency: "unbounded", discard: true }).pipe(Effect.andThen(Effect.never), Effect.provideContext(services))
}, Effect.scoped)

const [home, port] = process.argv.slice(2)
if (home === undefined || port === undefined) {
  process.stderr.write("Say where: node emulators/host.ts HOME PORT\n")
  process.exitCode = 2
} else {
  // stdout says when it is ready, and nothing else
  const logs = Layer.succeed(Logger.LogToStderr, true)
  NodeRuntime.runMain(Effect.raceFirst(program(home, Number(port)), untilAbandoned).pipe(Effect.provide(logs)))
}
