import { Clock, Context, Effect, Layer } from "effect"

/** Tells how far long work is: on stderr, so that what a script reads stays clean. */
export class Progress extends Context.Service<Progress, {
  readonly report: (what: string, done: number, of: number) => Effect.Effect<void>
}>()("@lumi/cli/Progress") {
  /** Plain lines, the first after a second and then one every two: for logs and for those who listen to their screen. */
  static readonly lines = (write: (line: string) => void) =>
    Layer.effect(
      Progress,
      Effect.gen(function*() {
        let next = (yield* Clock.currentTimeMillis) + 1000
        return Progress.of({
          report: Effect.fnUntraced(function*(what, done, of) {
            const now = yield* Clock.currentTimeMillis
            if (now < next) return
            next = now + 2000
            write(`${done} of ${of} ${what}`)
          })
        })
      })
    )
}
