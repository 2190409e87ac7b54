// AWS on the loopback, with an instance of Lumi in it: node emulators/main.ts HOME. Ends with whoever holds its stdin.
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Context, Effect, Layer, Logger } from "effect"
import fs from "node:fs"
import path from "node:path"
import { builds } from "../infra/site.ts"
import * as Rules from "../src/iot/Rules.ts"
import { alone } from "./Alone.ts"
import { clientsOf, credentials, region } from "./Credentials.ts"
import { Dynoxide } from "./Dynoxide.ts"
import * as Environment from "./Environment.ts"
import { Fauxqs } from "./Fauxqs.ts"
import * as Instance from "./Instance.ts"
import { Iot } from "./Iot.ts"
import { Lambda } from "./Lambda.ts"
import { untilAbandoned } from "./Parent.ts"
import { S3Gate } from "./S3Gate.ts"
import { SecretsManager } from "./SecretsManager.ts"

/** The services that know nothing of each other. What they are told outlives them, but for queues and files of the web app. */
const stores = (folder: string) =>
  Layer.mergeAll(
    Dynoxide.layer({ file: path.join(folder, "dynamodb.db") }),
    // nobody reaches the files of the web app without a signature
    S3Gate.layer().pipe(Layer.provideMerge(Fauxqs.layer())),
    SecretsManager.layer({ file: path.join(folder, "secrets.json") })
  )

/** IoT asks the authorizer, which runs here: pages must find it whatever happens to the host of the other functions. */
const iot = Effect.fnUntraced(function*(sqs: string, queues: string, publicKey: string) {
  const { invoke } = yield* Lambda
  const run = Effect.runPromiseWith(yield* Effect.context())
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => new SQSClient({ endpoint: sqs, region, credentials })),
    (client) => Effect.sync(() => client.destroy())
  )
  const services = yield* Layer.build(Iot.layer({
    authorizers: {
      [Rules.authorizer.name]: {
        publicKeys: [publicKey],
        tokenKey: Rules.authorizer.tokenKey,
        invoke: (event) => run(invoke("authorizer", event))
      }
    },
    rules: Object.values(Rules.rules).map(({ sql }) => ({
      sql,
      send: (MessageBody) => client.send(new SendMessageCommand({ QueueUrl: queues + Rules.queue, MessageBody }))
    }))
  }))
  return Context.get(services, Iot).endpoint
})

const program = Effect.fnUntraced(function*(home: string) {
  const folder = Environment.folderOf(home)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  yield* alone(folder)
  const services = yield* Layer.build(Layer.merge(stores(folder), Lambda.layer(builds.functions)))
  const [dynamodb, sqs, s3, secrets] = [
    Context.get(services, Dynoxide).endpoint,
    Context.get(services, Fauxqs).endpoint,
    Context.get(services, S3Gate).endpoint,
    Context.get(services, SecretsManager).endpoint
  ]
  const endpoints = { dynamodb, sqs, s3, secrets }
  const { names, ticketKey } = yield* Instance.make(endpoints).pipe(Effect.provide(clientsOf(endpoints)))
  // the authorizer finds the instance as every function does
  Object.assign(process.env, Environment.variablesOf({ ...endpoints, iot: "" }, names))
  const endpoint = yield* Effect.provideContext(iot(sqs, names.queues, ticketKey), services)
  yield* Environment.write(home, Environment.variablesOf({ ...endpoints, iot: endpoint }, names))
  yield* Effect.addFinalizer(() => Environment.remove(home))
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
  return yield* Effect.never
}, Effect.scoped)

const home = process.argv[2]
if (home === undefined) {
  process.stderr.write("Say where: node emulators/main.ts HOME\n")
  process.exitCode = 2
} else {
  // stdout says when it is ready, and nothing else
  const logs = Layer.succeed(Logger.LogToStderr, true)
  NodeRuntime.runMain(Effect.raceFirst(program(home), untilAbandoned).pipe(Effect.provide(logs)))
}
