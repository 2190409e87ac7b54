import { Context, Effect, Layer } from "effect"
import { buildApp } from "fauxqs"

/** Emulated SQS and S3 on a free port of the loopback, in this process; everything is gone when its scope closes. */
export class Fauxqs extends Context.Service<Fauxqs, {
  /** where both services answer; what they are asked is not checked: `S3Gate` does that for S3 */
  readonly endpoint: string
}>()("@lumi/adapters-aws/emulators/Fauxqs") {
  static readonly layer = (options: { readonly port?: number } = {}): Layer.Layer<Fauxqs> =>
    Layer.effect(
      Fauxqs,
      Effect.gen(function*() {
        const app = yield* Effect.acquireRelease(
          Effect.sync(() => buildApp({ logger: false })),
          (app) => Effect.promise(() => app.close())
        )
        // the package's own start listens on every interface
        const endpoint = yield* Effect.promise(() => app.listen({ port: options.port ?? 0, host: "127.0.0.1" }))
        return Fauxqs.of({ endpoint })
      })
    )
}
