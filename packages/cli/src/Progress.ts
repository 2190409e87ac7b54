import { Clock, Context, Effect, Layer } from "effect"

/** Tells how far long work is: on stderr, so that what a script reads stays clean. */
export class Progress extends Context.Service<Progress, {
  /** `of` how many, if that is known; `details` is what else is worth knowing, and is asked for only when it is shown. */
  readonly report: (
    what: string,
    done: number,
    of: number | undefined,
    details?: Effect.Effect<ReadonlyArray<string>>
  ) => Effect.Effect<void>
}>()("@lumi/cli/Progress") {
  /** Plain lines, the first after a second and then one every two: for logs and for those who listen to their screen. */
  static readonly lines = (write: (line: string) => void) =>
    Layer.effect(Progress, reporting(2000, ({ text }) => write(text)))

  /** A bar that is drawn over itself from the first second on, and gone at the end. */
  static readonly bar = (write: (text: string) => void, columns: () => number) =>
    Layer.effect(
      Progress,
      Effect.gen(function*() {
        let drawn = false
        yield* Effect.addFinalizer(() => Effect.sync(() => drawn && write(erase)))
        return yield* reporting(200, ({ share, text }) => {
          drawn = true
          write(erase + fit(share, text, columns()))
        })
      })
    )
}

const erase = "\r\u001b[2K"
const width = 24

/** A bar and what it means, in one line: what wraps cannot be drawn over. */
const fit = (share: number, text: string, columns: number): string => {
  const full = Math.round(share * width)
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${text}`.slice(0, Math.max(0, columns - 1))
}

interface Standing {
  readonly text: string
  /** from 0 to 1 */
  readonly share: number
}

const rateOf = (done: number, millis: number): string => {
  const rate = millis <= 0 ? 0 : done * 1000 / millis
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second`
}

/** Shows how far each work is after its first second and then every so many milliseconds; how fast, since it began. */
const reporting = Effect.fnUntraced(function*(every: number, show: (standing: Standing) => void) {
  const clock = yield* Clock.Clock
  const now = clock.currentTimeMillisUnsafe
  let work: { readonly what: string; readonly since: number; next: number } | undefined
  const none: Effect.Effect<ReadonlyArray<string>> = Effect.succeed([])
  return Progress.of({
    report: Effect.fnUntraced(function*(what, done, of, details = none) {
      const at = now()
      if (work?.what !== what) work = { what, since: at, next: at + 1000 }
      if (at < work.next) return
      work.next = at + every
      const text = [
        of === undefined ? `${done} ${what}` : `${done} of ${of} ${what}`,
        rateOf(done, at - work.since),
        ...yield* details
      ].join(", ")
      show({ text, share: of === undefined ? 0 : of === 0 ? 1 : Math.min(1, done / of) })
    })
  })
})
