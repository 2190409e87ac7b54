import { Context, type Effect } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { DeviceId, ReportKind } from "./Topics.ts"

/** What one open page told the server. Who says it comes from the topic; `text` is whatever the page sent. */
export interface Report {
  readonly user: UserId
  readonly device: DeviceId
  readonly kind: ReportKind
  readonly text: string
}

/**
 * What is done about a report, which may come twice or late. A family that keeps reports brings one again after
 * `StoreUnavailable`; the others lose it, as the page says the same again soon.
 */
export type Handle<R> = (report: Report) => Effect.Effect<void, StoreUnavailable, R>

/**
 * Feed: what open pages say, from now on, one after the other. Pulled in the process that runs it, where the broker is
 * at hand; pushed into a function on AWS, so that there only tests run it.
 */
export class Reports extends Context.Service<Reports, {
  /** A handler that is slow loses the oldest; one that fails hears the next. */
  readonly run: <R>(handle: Handle<R>) => Effect.Effect<never, never, R>
}>()("@lumi/core/realtime/Reports") {}
