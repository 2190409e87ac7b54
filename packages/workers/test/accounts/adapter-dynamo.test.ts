import { describe, it } from "@effect/vitest"
import { layer } from "@lumi/adapters-aws/AuthStore"
import { skipped, testTable } from "@lumi/adapters-aws/testing/Table"
import { Layer } from "effect"
import { published } from "./adapterSuite.ts"

if (skipped === undefined) await published(layer.pipe(Layer.provide(testTable)))
else describe.skip(skipped, () => it("Better Auth on the DynamoDB emulator", () => {}))
