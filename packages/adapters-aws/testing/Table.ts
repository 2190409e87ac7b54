import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand
} from "@aws-sdk/client-dynamodb"
import { describe } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { inject } from "vitest"
import { clientsOf, credentials, region } from "../emulators/Credentials.ts"
import { missing } from "../emulators/Dynoxide.ts"
import { Dynamo } from "../src/Dynamo.ts"
import { creation, timeToLive } from "../src/Table.ts"
import "./NoScan.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** where this run's DynamoDB emulator listens; null when there can be none here */
    readonly dynoxide: string | null
  }
}

/** Why tests that need the DynamoDB emulator are skipped, or nothing. */
export const skipped = inject("dynoxide") === null ? missing : undefined

/** Tests that need the DynamoDB emulator. */
export const withDynamo = (tests: () => void) => {
  describe.skipIf(skipped !== undefined)(skipped ?? "With the DynamoDB emulator", () => {
    tests()
  })
}

/** A table by this name for as long as the layer lives. */
const created = (endpoint: string, name: string) =>
  Layer.effectDiscard(Effect.gen(function*() {
    const client = new DynamoDBClient({ endpoint, region, credentials })
    yield* Effect.acquireRelease(
      Effect.promise(async () => {
        await client.send(new CreateTableCommand(creation(name)))
        await client.send(new UpdateTimeToLiveCommand(timeToLive(name)))
      }),
      () =>
        Effect.promise(async () => {
          await client.send(new DeleteTableCommand({ TableName: name }))
          client.destroy()
        })
    )
  }))

/** A table of one's own on an emulator, or on whatever stands before it. */
export const tableOn = (endpoint: string, via = endpoint) => {
  const name = `t-${crypto.randomUUID()}`
  return Dynamo.layerOf(name).pipe(
    Layer.provideMerge(clientsOf({ dynamodb: via })),
    Layer.provideMerge(created(endpoint, name))
  )
}

/** A table of the test file's own, on the emulator that `testing/globalSetup.ts` started for the run. */
export const testTable = Layer.unwrap(Effect.sync(() => tableOn(inject("dynoxide") ?? "http://127.0.0.1:9")))
