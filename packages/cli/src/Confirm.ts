import { Context, Effect, Layer } from "effect"
import { createInterface } from "node:readline/promises"
import { refused } from "./CliError.ts"
import type { CliError } from "./CliError.ts"

/** Asks before something changes that cannot be taken back lightly. */
export class Confirm extends Context.Service<Confirm, {
  /** Goes on after a yes, or with `--yes`; without a terminal to ask on it refuses. */
  readonly ask: (question: string, options: { readonly yes?: boolean }) => Effect.Effect<void, CliError>
}>()("@lumi/cli/Confirm") {
  static readonly layer = Layer.succeed(
    Confirm,
    Confirm.of({
      ask: Effect.fnUntraced(function*(question, { yes }) {
        if (yes === true) return
        if (!process.stdin.isTTY || !process.stderr.isTTY) {
          return yield* refused(`${question} Nothing was changed: say --yes to go on.`)
        }
        const answer = yield* Effect.promise((signal) => {
          const terminal = createInterface({ input: process.stdin, output: process.stderr })
          return terminal.question(`${question} [y/N] `, { signal }).finally(() => terminal.close())
        })
        if (!/^y(es)?$/i.test(answer.trim())) return yield* refused("Nothing was changed.")
      })
    })
  )
}
