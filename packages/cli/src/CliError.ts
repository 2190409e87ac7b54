import { Data } from "effect"

/** 0 is well; these say in which way it is not. */
export const exits = { failed: 1, usage: 2, notFound: 3, refused: 4 } as const

/** Ends a command with one line that says what to do next, and with the exit code of its kind. */
export class CliError extends Data.TaggedError("CliError")<{
  readonly kind: keyof typeof exits
  readonly message: string
}> {}

export const failed = (message: string) => new CliError({ kind: "failed", message })
export const usage = (message: string) => new CliError({ kind: "usage", message })
export const notFound = (message: string) => new CliError({ kind: "notFound", message })
export const refused = (message: string) => new CliError({ kind: "refused", message })
