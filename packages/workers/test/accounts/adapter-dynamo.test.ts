import { describe } from "@effect/vitest"
import { layer } from "@lumi/adapters-aws/AuthStore"
import { skipped, testTable } from "@lumi/adapters-aws/testing/Table"
import { Layer } from "effect"
import { published } from "./adapterSuite.ts"

describe.skipIf(skipped !== undefined)(skipped ?? "On the DynamoDB emulator", async () => {
  if (skipped === undefined) await published(layer.pipe(Layer.provide(testTable)))
})
