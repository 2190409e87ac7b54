import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Exit, Layer, Scope } from "effect"
import { createServer } from "node:http"
import * as Observability from "../../src/observability/Observability.ts"

/** Takes what a program exports, as a collector would. */
const collector = Effect.gen(function*() {
  const bodies: Array<readonly [path: string, body: string]> = []
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      bodies.push([request.url ?? "", Buffer.concat(chunks).toString()])
      response.writeHead(200, { "content-type": "application/json" }).end("{}")
    })
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  const address = server.address()
  const port = address !== null && typeof address === "object" ? address.port : 0
  return { bodies, url: `http://127.0.0.1:${port}` }
})

const program = Effect.logInfo("a line").pipe(Effect.annotateLogs("request", "r-1"), Effect.withSpan("a span"))

const run = Effect.fnUntraced(function*(environment: Record<string, string>) {
  const provider = ConfigProvider.layer(ConfigProvider.fromUnknown({ LUMI_LOG: "json", ...environment }))
  const scope = yield* Scope.make()
  const context = yield* Layer.buildWithScope(Observability.layer.pipe(Layer.provide(provider)), scope)
  yield* Effect.provideContext(program, context)
  yield* Scope.close(scope, Exit.void)
})

describe("Observability", () => {
  it.live("traces and logs reach the collector that is named, before the program ends", () =>
    Effect.gen(function*() {
      const { bodies, url } = yield* collector
      yield* run({ OTEL_EXPORTER_OTLP_ENDPOINT: url })
      const of = (path: string) => bodies.filter(([at]) => at === path).map(([, body]) => body).join("")
      assert.include(of("/v1/traces"), '"a span"')
      assert.include(of("/v1/logs"), "a line")
      assert.include(of("/v1/traces"), '"lumi"')
    }).pipe(Effect.scoped))

  it.live("nothing is sent where none is named", () =>
    Effect.gen(function*() {
      const { bodies } = yield* collector
      yield* run({})
      assert.deepStrictEqual(bodies, [])
    }).pipe(Effect.scoped))

  it.live("a format that is none is refused at the start", () =>
    Effect.gen(function*() {
      assert.isTrue(Exit.isFailure(yield* Effect.exit(run({ LUMI_LOG: "xml" }))))
    }))
})
