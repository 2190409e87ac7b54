import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { Cause, Effect, Schedule } from "effect"

/** Queues the parts of whoever is due, at once and then every minute; a tick that fails is made up for by the next. */
export const affirmations = Pipeline.enqueueDue().pipe(
  Effect.catchCause((cause) =>
    Cause.hasInterrupts(cause) ? Effect.failCause(cause) : Effect.logError("a tick failed", cause)
  ),
  Effect.repeat(Schedule.cron("* * * * *")),
  Effect.catchTag("CronParseError", Effect.die),
  Effect.andThen(Effect.never)
)
