import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs"
import { pagesAt } from "@lumi/adapters-local/testing/RealtimePages"
import * as RealtimeSecrets from "@lumi/adapters-local/testing/RealtimeSecrets"
import * as Heard from "@lumi/core/realtime/Heard"
import { Reports } from "@lumi/core/realtime/Reports"
import type { Claims, Ticket } from "@lumi/core/realtime/Ticket"
import { Tickets } from "@lumi/core/realtime/Tickets"
import * as Topics from "@lumi/core/realtime/Topics"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { ConfigProvider, Context, DateTime, Effect, Layer, Redacted } from "effect"
import { generateKeyPairSync } from "node:crypto"
import { inject } from "vitest"
import { clientsOf, credentials, region } from "../emulators/Credentials.ts"
import * as EventSourceMappingSqs from "../emulators/EventSourceMappingSqs.ts"
import { authorizerArn, Iot, type IotOptions } from "../emulators/Iot.ts"
import type { Dynamo } from "../src/Dynamo.ts"
import { authorize } from "../src/iot/Authorizer.ts"
import { DataPlane } from "../src/iot/DataPlane.ts"
import * as Messages from "../src/iot/Messages.ts"
import * as Rules from "../src/iot/Rules.ts"
import { TokenSigner } from "../src/iot/TokenSigner.ts"
import { queues } from "../src/Queues.ts"
import * as Realtime from "../src/Realtime.ts"
import { testQueues } from "./Queues.ts"
import { testTable } from "./Table.ts"

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" }
})

/** Where the rules of a test's IoT send to, and how often its authorizer was asked. */
export class TestMessages extends Context.Service<TestMessages, {
  readonly queueUrl: string
  readonly asked: () => number
}>()("@lumi/adapters-aws/testing/TestMessages") {}

type Timing = Pick<IotOptions, "secondMillis" | "untidyMillis">

/** IoT with our authorizer and our rules, which send to a queue of the test's own. */
const iot = (timing: Timing) =>
  Layer.unwrap(Effect.gen(function*() {
    const queueUrl = (yield* testQueues).url + Rules.queue
    const run = Effect.runPromiseWith(yield* Effect.context<Dynamo | Tickets>())
    const sqs = yield* Effect.acquireRelease(
      Effect.sync(() => new SQSClient({ endpoint: inject("fauxqs"), region, credentials })),
      (sqs) => Effect.sync(() => sqs.destroy())
    )
    let asked = 0
    const invoke = (event: unknown) => {
      asked++
      return run(authorize(event, authorizerArn))
    }
    return Iot.layer({
      ...timing,
      authorizers: {
        [Rules.authorizer.name]: { publicKeys: [publicKey], tokenKey: Rules.authorizer.tokenKey, invoke }
      },
      rules: Object.values(Rules.rules).map(({ sql }) => ({
        sql,
        send: (MessageBody) => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }))
      }))
    }).pipe(Layer.merge(Layer.succeed(TestMessages, { queueUrl, asked: () => asked })))
  }))

/** The function `messages`, fed by its queue as Lambda feeds it; what it hears can be run as a feed. */
const messages = Layer.effect(
  Reports,
  Effect.gen(function*() {
    const { hear, reports } = yield* Heard.make
    const { queueUrl } = yield* TestMessages
    const run = Effect.runPromiseWith(yield* Effect.context<Dynamo | DataPlane>())
    const handle = Messages.handle((report) => Effect.sync(() => hear(report)))
    yield* Effect.forkScoped(EventSourceMappingSqs.run({
      endpoint: inject("fauxqs"),
      queueUrl,
      batchSize: queues.messages.batch,
      concurrency: 4,
      handler: (event) => run(handle(event))
    }))
    return reports
  })
)

const client = Layer.unwrap(Effect.map(Iot, ({ endpoint }) =>
  Layer.mergeAll(Realtime.layerNoDeps, messages).pipe(
    Layer.provideMerge(DataPlane.layer),
    Layer.provide(clientsOf({ iot: endpoint })),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ LUMI_IOT_ENDPOINT: endpoint })))
  )))

/** Realtime on the emulator of IoT, with a table and queues of its own. */
export const testIot = (timing: Timing = {}) =>
  Layer.merge(client, Layer.succeed(Pages, pagesAt(({ url }) => url))).pipe(
    Layer.provideMerge(iot(timing)),
    Layer.provideMerge(RealtimeSecrets.tickets.pipe(Layer.provide(RealtimeSecrets.layer))),
    Layer.provideMerge(Layer.merge(testTable, TokenSigner.layerOf(Redacted.make(privateKey))))
  )

/** A ticket with these claims, as if the server had given it: only what it says may be wrong. */
export const ticketOf = Effect.fnUntraced(function*(claims: Claims) {
  const { endpoint } = yield* Iot
  const password = yield* (yield* Tickets).sign(claims)
  const query = new URLSearchParams({
    "x-amz-customauthorizer-name": Rules.authorizer.name,
    [Rules.authorizer.tokenKey]: password,
    "x-amz-customauthorizer-signature": yield* (yield* TokenSigner).sign(password)
  })
  const ticket: Ticket = {
    url: `${endpoint.replace(/^http/, "ws")}/mqtt?${query}`,
    clientId: claims.cid,
    username: claims.u,
    password,
    filters: [Topics.inboxFilter(claims.u)],
    expiresAt: DateTime.makeUnsafe(claims.exp),
    beatSeconds: 60
  }
  return ticket
})
