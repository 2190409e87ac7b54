import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { Lambda } from "../emulators/Lambda.ts"

/** A build with functions that do what the test wants. */
const build = Effect.acquireRelease(
  Effect.sync(() => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "lumi-lambda-"))
    const write = (name: string, code: string) => {
      fs.mkdirSync(path.join(root, name))
      fs.writeFileSync(path.join(root, name, "handler.mjs"), code)
    }
    write(
      "http",
      `let count = 0
       export const handler = async (event, context) =>
         ({ count: ++count, event, when: new Date(0), left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn })`
    )
    write("authorizer", "export const handler = () => new Promise(() => {})")
    write("changes", `export const handler = async () => { throw new Error("broken") }`)
    write("tick", "export const handler = () => new Promise((resolve) => setTimeout(resolve, 200))")
    return root
  }),
  (root) => Effect.sync(() => fs.rmSync(root, { recursive: true, force: true }))
)

const functions = Layer.unwrap(Effect.map(build, Lambda.layer))

layer(functions, { excludeTestServices: true })("Functions (emulator)", (it) => {
  it.effect("see JSON, keep what they loaded, and know how long they have", () =>
    Effect.gen(function*() {
      const { invoke } = yield* Lambda
      yield* invoke("http", {})
      const answer = (yield* invoke("http", { a: undefined, b: new Date(0) })) as Readonly<Record<string, unknown>>
      assert.deepInclude(answer, {
        count: 2,
        event: { b: "1970-01-01T00:00:00.000Z" },
        when: "1970-01-01T00:00:00.000Z",
        arn: "arn:aws:lambda:eu-central-1:000000000000:function:lumi-http"
      })
      assert.isAtMost(Number(answer["left"]), 30_000)
      assert.isAbove(Number(answer["left"]), 29_000)
    }))

  it.effect("fail by what they throw, by their time, and by their number", () =>
    Effect.gen(function*() {
      const { invoke } = yield* Lambda
      const reasonOf = (name: "changes" | "authorizer" | "tick") =>
        invoke(name, {}).pipe(
          Effect.as("done"),
          Effect.catchTag("FunctionFailed", ({ reason }) => Effect.succeed(reason))
        )
      assert.strictEqual(yield* reasonOf("changes"), "Threw")
      const ticks = yield* Effect.all([reasonOf("tick"), reasonOf("tick")], { concurrency: "unbounded" })
      assert.deepStrictEqual(ticks, ["done", "Throttled"])
      assert.strictEqual(yield* reasonOf("tick"), "done")
      assert.strictEqual(yield* reasonOf("authorizer"), "TimedOut")
    }))
})
