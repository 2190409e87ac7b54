import { assert, describe, it } from "@effect/vitest"
import { start } from "@lumi/adapters-aws/testing/Program"
import { ConfigProvider, Effect, Layer } from "effect"
import { couple } from "../faults/Couples.ts"
import { environment } from "../src/aws/environment.ts"
import { adopt } from "../src/aws/variables.ts"
import { services, withoutAws } from "./aws.ts"
import { lumiIn, makeHome, removeHome } from "./lumi.ts"
import { suite } from "./operator.ts"

describe.skipIf(withoutAws !== undefined)(withoutAws ?? "beside npm run start:aws", () => {
  suite("AWS emulators", "aws", {
    start: async () => {
      const home = makeHome()
      const { child, ended } = await start(home)
      const stop = async () => {
        child.kill("SIGTERM")
        await ended
      }
      return { env: { LUMI_HOME: home }, stop }
    },
    remove: async ({ env, stop }) => {
      await stop()
      removeHome(env["LUMI_HOME"] ?? "")
    }
  })

  it.live("a command whose jobs no function takes delivers them by itself", () =>
    Effect.gen(function*() {
      const home = yield* services
      const env = adopt({ LUMI_HOME: home })
      const instance = environment.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
      const [{ job }] = yield* Effect.provide(couple(0), instance)
      const { code, err, out } = yield* Effect.promise(() =>
        lumiIn({ LUMI_HOME: home }, "affirm", "send", "--receiver", job.receiver, "--adapter", "aws", "--json")
      )
      assert.strictEqual(code, 0, err)
      assert.strictEqual(JSON.parse(out).items[0].outcome, "sent")
    }).pipe(Effect.scoped))
})
