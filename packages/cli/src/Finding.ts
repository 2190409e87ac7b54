import { Effect, Exit } from "effect"
import { explained } from "./explain.ts"

/** One thing that was looked at; the message says how it is, or what to do about it. */
export interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly message: string
}

/** Looks at one thing; whatever goes wrong is a finding, and the next thing is looked at all the same. */
export const look = <E, R>(name: string, effect: Effect.Effect<string, E, R>): Effect.Effect<Finding, never, R> =>
  Effect.exit(effect).pipe(
    Effect.map((exit) =>
      Exit.isSuccess(exit)
        ? { name, ok: true, message: exit.value }
        : { name, ok: false, message: explained(exit.cause) }
    )
  )

/** The Node this runs on, which every family needs. */
export const runtime = look(
  "node",
  Number(process.versions.node.split(".")[0]) >= 24
    ? Effect.succeed(process.versions.node)
    : Effect.fail(
      new Error(`Node ${process.versions.node} is too old: start Lumi with npm start, which brings its own`)
    )
)
