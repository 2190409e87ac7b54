// Ours as it is shipped: JobQueue and DeliveryStore on Postgres, and the consumer. What was chosen is given and what is sent
// is nothing, as with the peers; lumi-whole.ts has the pipeline in it.
import { UserId } from "@lumi/core/accounts/Account"
import { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import * as DailyJob from "@lumi/core/affirmations/DailyJob"
import { Delivery, DeliveryId } from "@lumi/core/affirmations/Delivery"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { DateTime, Effect, Option } from "effect"
import { handler } from "../../src/queues/affirmations.ts"
import { openWith } from "./consumer.ts"
import { choiceOf } from "./workload.ts"

const chosen = (job: DailyJob.DailyJob, now: DateTime.Utc) => {
  const { affirmation, author, id, reason, text } = choiceOf(job)
  return new Delivery({
    id: DeliveryId.make(id),
    relationship: job.relationship,
    receiver: job.receiver,
    date: job.date,
    affirmation: AffirmationId.make(affirmation),
    author: UserId.make(author),
    text,
    reason,
    chosenAt: now,
    sentAt: Option.none(),
    lovedAt: Option.none()
  }, { disableChecks: true })
}

export const open = openWith({
  ...handler,
  decode: DailyJob.decode,
  handle: Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob.DailyJob>) {
    const deliveries = yield* DeliveryStore
    const now = yield* DateTime.now
    const decided = yield* deliveries.decide(jobs.map((job) => chosen(job, now)))
    const unsent = decided.filter(Option.isSome).map(({ value }) => value).filter(({ sentAt }) => Option.isNone(sentAt))
    yield* deliveries.markSent(unsent, now)
    return jobs.map(() => "done" as const)
  })
})
