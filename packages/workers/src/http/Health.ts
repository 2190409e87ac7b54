import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { Effect } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

const patience = "2 seconds"

const fine = HttpServerResponse.text("ok\n")
const notReady = HttpServerResponse.text("the database does not answer\n", { status: 503 })

/** `/healthz`: the process lives. `/readyz`: the store answers, so that requests can be. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  const schedule = yield* AffirmationSchedule
  // one small row of the truth: what answers it can answer people
  const asked = schedule.progress.pipe(
    Effect.timeout(patience),
    Effect.matchCause({ onSuccess: () => fine, onFailure: () => notReady })
  )
  yield* router.add("GET", "/healthz", fine)
  yield* router.add("GET", "/readyz", asked)
}))
