import { describe, it } from "@effect/vitest"
import * as Shards from "@lumi/adapters-aws/emulators/streams/Shards"
import * as Visibility from "@lumi/adapters-aws/testing/Visibility"
import { ConfigProvider, Effect, Layer } from "effect"
import { environment } from "../src/aws/environment.ts"
import { adopt } from "../src/aws/variables.ts"
import { host, services, withoutAws } from "./aws.ts"
import { sentence, story, type Written } from "./kill.ts"

/** Every image that the stream of the table has of a delivery: what was written there, whoever wrote it. */
const written = Effect.fnUntraced(function*(endpoint: string, table: string) {
  const stream = yield* Shards.open(endpoint, table)
  const images: Array<Written> = []
  for (const shard of yield* stream.shards) {
    let at = yield* stream.begin(shard, undefined)
    while (at !== undefined) {
      const { next, records } = yield* stream.read(at, 1000)
      for (const { dynamodb } of records) {
        const { PK, SK, text, type } = dynamodb?.NewImage ?? {}
        if (type?.S === "Delivery") images.push({ day: `${PK?.S} ${SK?.S}`, text: text?.S ?? "" })
      }
      at = records.length === 0 ? undefined : next
    }
  }
  return images
}, Effect.scoped)

describe.skipIf(withoutAws !== undefined)(withoutAws ?? "a worker that is killed (AWS emulators)", () => {
  it.live(sentence, () =>
    Effect.gen(function*() {
      const home = yield* services
      const env = adopt({ LUMI_HOME: home })
      const { AWS_ENDPOINT_URL_DYNAMODB = "", AWS_ENDPOINT_URL_SQS = "", LUMI_QUEUES = "", LUMI_TABLE = "" } = env
      // a function that is killed before it looks at its jobs leaves them to the queue, which on AWS hides them for minutes
      yield* Visibility.hide(AWS_ENDPOINT_URL_SQS, `${LUMI_QUEUES}affirmations`, 5)
      const system = environment.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
      yield* story({ start: (env) => host(home, env), written: written(AWS_ENDPOINT_URL_DYNAMODB, LUMI_TABLE) }).pipe(
        Effect.provide(system)
      )
    }).pipe(Effect.scoped), 1_200_000)
})
