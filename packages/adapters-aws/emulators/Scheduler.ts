import { Effect, Schedule } from "effect"
import { Lambda } from "./Lambda.ts"

/** At once and then in its rhythm; one that fails is not tried again. */
const every = (cron: string, name: "tick" | "http", event: object) =>
  Effect.flatMap(Lambda, ({ invoke }) => invoke(name, event)).pipe(
    Effect.catchTag("FunctionFailed", ({ message, reason }) => Effect.logWarning(`${name} ${reason}: ${message}`)),
    Effect.repeat(Schedule.cron(cron)),
    Effect.catchTag("CronParseError", Effect.die),
    Effect.andThen(Effect.never)
  )

/** What happens by the clock, as the stack has it: the tick every minute, and every five a call that keeps the API warm. */
export const run = Effect.all([
  every("* * * * *", "tick", { schedule: "tick" }),
  every("*/5 * * * *", "http", { schedule: "warm" })
], { concurrency: "unbounded", discard: true }).pipe(Effect.andThen(Effect.never))
