import { Config, Data, Effect, Predicate } from "effect"

/** Something of an instance is missing or not as Lumi needs it; the message says what, and what to do about it. */
export class Misfit extends Data.TaggedError("Misfit")<{ readonly message: string }> {}

/** What brings the parts of an instance into being. */
export const remedy = "cdk deploy makes it, npm run start:aws on the emulators"

const absent = new Set([
  "ResourceNotFoundException",
  "QueueDoesNotExist",
  "AWS.SimpleQueueService.NonExistentQueue"
])

/** Why something could not be looked at. */
export const misfitOf = (what: string) => (cause: unknown): Misfit => {
  const { code, message, name } = {
    name: Predicate.hasProperty(cause, "name") ? String(cause.name) : "",
    code: Predicate.hasProperty(cause, "code") ? String(cause.code) : "",
    message: Predicate.hasProperty(cause, "message") ? String(cause.message) : ""
  }
  return new Misfit({
    message: absent.has(name)
      ? `there is no ${what} in this account and region: ${remedy}`
      : `the ${what} cannot be looked at: ${message || code || name || String(cause)}`
  })
}

/** A variable without which there is no instance. */
export const configured = (variable: string, what: string) =>
  Config.NonEmptyString(variable).pipe(
    Effect.mapError(() =>
      new Misfit({
        message:
          `${variable} is not set: it is ${what}; the deployment prints it, and on the emulators npm run start:aws has to run`
      })
    )
  )

/** How clients that only look are configured: who waits for them sits at a terminal. */
export const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true }
}
