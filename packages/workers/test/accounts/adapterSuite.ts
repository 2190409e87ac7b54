import {
  authFlowTestSuite,
  caseInsensitiveTestSuite,
  joinsTestSuite,
  normalTestSuite,
  numberIdTestSuite,
  testAdapter,
  transactionsTestSuite,
  uuidTestSuite
} from "@better-auth/test-utils/adapter"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { Effect, type Layer, ManagedRuntime } from "effect"
import { kvAdapter } from "../../src/accounts/kv/KvAdapter.ts"
import { layout } from "../../src/accounts/kv/Layout.ts"

/** Runs the suites Better Auth publishes for adapters. They list and scan, which the product never does. */
export const published = async <E>(layer: Layer.Layer<AuthStore, E>) => {
  const runtime = ManagedRuntime.make(layer)
  let number = 0
  const { execute } = await testAdapter({
    adapter: async () =>
      kvAdapter({
        store: await runtime.runPromise(AuthStore.use(Effect.succeed)),
        run: Effect.runPromise,
        layout: { ...layout, listed: true },
        nextNumber: () => ++number
      }),
    runMigrations: () => {},
    onFinish: () => runtime.dispose(),
    tests: [
      normalTestSuite(),
      transactionsTestSuite(),
      authFlowTestSuite(),
      numberIdTestSuite(),
      joinsTestSuite(),
      uuidTestSuite(),
      caseInsensitiveTestSuite()
    ]
  })
  execute()
}
