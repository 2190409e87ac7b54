import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { Cause, Effect, Schedule } from "effect"

/** Queues whoever is due, at once and then every minute; a tick that fails is made up for by the next. */
export const affirmations = Pipeline.enqueueDue().pipe(
  Effect.tap((queued) => queued === 0 ? Effect.void : Effect.logInfo("queued daily affirmations", { queued })),
  Effect.catchCause((cause) =>
    Cause.hasInterrupts(cause) ? Effect.failCause(cause) : Effect.logError("a tick failed", cause)
  ),
  Effect.repeat(Schedule.cron("* * * * *")),
  Effect.catchTag("CronParseError", Effect.die),
  Effect.andThen(Effect.never)
)
