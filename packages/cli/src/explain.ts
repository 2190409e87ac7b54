import { Cause } from "effect"
import { type CliError, exits } from "./CliError.ts"

const tagOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : ""

/** Which of the exit codes a failure is. */
export const exitOf = (cause: Cause.Cause<unknown>): number => {
  const error = Cause.squash(cause)
  if (tagOf(error) === "CliError") return exits[(error as CliError).kind]
  const reason = typeof error === "object" && error !== null && "reason" in error ? error.reason : undefined
  return tagOf(error) === "SecretsRefused" || reason === "AlreadyRunning" ? exits.refused : exits.failed
}

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, " ")

/** What is not there needs no second try, and what says so also says what to do. */
const missing = (error: unknown): string | undefined => {
  if (typeof error !== "object" || error === null || !("cause" in error)) return undefined
  const { cause } = error
  return cause instanceof Error && /there is no|does not exist/i.test(cause.message) ? cause.message : undefined
}

/** One line, and what to do. */
const explain = (error: unknown): string => {
  if (tagOf(error) === "StoreUnavailable") {
    return missing(error) ?? "The database does not answer. Try again; lumi doctor looks at the parts."
  }
  return oneLine(error instanceof Error && error.message !== "" ? error.message : String(error))
}

/** A cause in one line. */
export const explained = (cause: Cause.Cause<unknown>): string => explain(Cause.squash(cause))
