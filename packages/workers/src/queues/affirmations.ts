import * as DailyJob from "@lumi/core/affirmations/DailyJob"
import * as ExtraJob from "@lumi/core/affirmations/ExtraJob"
import * as Extras from "@lumi/core/affirmations/Extras"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import { Effect, type Result, type Schema } from "effect"
import * as Consume from "./consume.ts"

type Job = DailyJob.DailyJob | ExtraJob.ExtraJob

const decode = (body: Schema.Json): Result.Result<Job, { readonly message: string }> =>
  ExtraJob.isOne(body) ? ExtraJob.decode(body) : DailyJob.decode(body)

const isExtra = (job: Job): job is ExtraJob.ExtraJob => "extra" in job
const isDaily = (job: Job): job is DailyJob.DailyJob => !isExtra(job)

/** Delivers affirmations, those of the day and those that somebody sends by hand, each once. */
export const handler = {
  queue: "affirmations" as const,
  max: 500,
  decode,
  handle: Effect.fnUntraced(function*(jobs: ReadonlyArray<Job>) {
    const [daily, extras] = [jobs.filter(isDaily), jobs.filter(isExtra)]
    const dailyOutcomes = daily.length === 0 ? [] : yield* Pipeline.deliver(daily)
    const extraOutcomes = yield* Extras.deliver(extras)
    const outcomes = new Map<Job, string | undefined>([
      ...daily.map((job, i) => [job, dailyOutcomes[i]] as const),
      ...extras.map((job, i) => [job, extraOutcomes[i]] as const)
    ])
    return jobs.map((job) => outcomes.get(job) === "changed" ? "again" as const : "done" as const)
  })
}

/** Works off the affirmations that are to be delivered. */
export const affirmations = Consume.forever(handler)
