import { Context, Duration, Effect, Layer } from "effect"
import { setTimeout } from "node:timers/promises"
import { assert, it } from "vitest"
import * as Runtime from "../../../src/main/lambda/Runtime.ts"

class Built extends Context.Service<Built, { readonly count: number }>()("@lumi/workers/test/Built") {}

const invocation: Runtime.Invocation = {
  awsRequestId: "request-1",
  invokedFunctionArn: "arn:aws:lambda:eu-central-1:1:function:x",
  getRemainingTimeInMillis: () => 1000
}

/** Services that are counted as they are built and taken down, and cannot be built the first few times. */
const counted = (refusals = 0) => {
  const seen = { built: 0, ended: 0 }
  const layer = Layer.effect(
    Built,
    Effect.acquireRelease(
      Effect.suspend(() =>
        ++seen.built <= refusals ? Effect.fail(new Error("canary")) : Effect.succeed({ count: seen.built })
      ),
      () => Effect.sync(() => seen.ended++)
    )
  )
  return { seen, layer }
}

const count = (_: unknown) => Effect.map(Built, ({ count }) => count)

it("services are built once, for all events", async () => {
  const { layer, seen } = counted()
  const handler = Runtime.make(layer).handler(count)
  assert.strictEqual(seen.built, 0)
  assert.deepStrictEqual(await Promise.all([handler({}, invocation), handler({}, invocation)]), [1, 1])
  assert.strictEqual(await handler({}, invocation), 1)
})

it("services that could not be built are tried again by the next event", async () => {
  const { layer } = counted(1)
  const handler = Runtime.make(layer).handler(count)
  assert.match(String(await handler({}, invocation).catch(String)), /canary/)
  assert.strictEqual(await handler({}, invocation), 2)
})

it("services that are too old are made anew, and taken down when nobody uses them any more", async () => {
  const { layer, seen } = counted()
  const handler = Runtime.make(layer, { renewAfter: Duration.millis(20) }).handler((wait: number) =>
    Effect.delay(count(wait), wait)
  )
  const slow = handler(100, invocation)
  await setTimeout(40)
  assert.strictEqual(await handler(0, invocation), 2)
  assert.strictEqual(seen.ended, 0)
  assert.strictEqual(await slow, 1)
  await setTimeout(20)
  assert.strictEqual(seen.ended, 1)
})

it("what went wrong in an event is not told to whoever invoked it", async () => {
  const handler = Runtime.make(counted().layer).handler(() => Effect.die(new Error("canary of somebody's words")))
  const said = await handler({}, invocation).catch((error: unknown) => `${String(error)} ${(error as Error).stack}`)
  assert.match(String(said), /its log says why/)
  assert.notInclude(String(said), "canary")
})
