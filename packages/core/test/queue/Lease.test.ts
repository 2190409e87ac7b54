import { assert, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Exit, Layer } from "effect"
import * as Lease from "../../src/queue/Lease.ts"

const leaseIn = (env: Record<string, string>) =>
  Effect.provide(
    Effect.map(Lease.Lease, Duration.toSeconds),
    Lease.layer.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
  )

it.effect("a lease is half a minute, or what the environment says, and never next to nothing", () =>
  Effect.gen(function*() {
    assert.strictEqual(yield* leaseIn({}), 30)
    assert.strictEqual(yield* leaseIn({ LUMI_LEASE_SECONDS: "5" }), 5)
    for (const wrong of ["0", "-1", "1.5", "soon", "86400"]) {
      assert.isTrue(Exit.isFailure(yield* Effect.exit(leaseIn({ LUMI_LEASE_SECONDS: wrong }))), wrong)
    }
  }))
