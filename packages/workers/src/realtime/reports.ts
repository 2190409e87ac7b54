import { type Report, Reports } from "@lumi/core/realtime/Reports"
import { Effect, Metric } from "effect"

const heard = Metric.frequency("lumi_reports", { description: "What open pages told, by kind." })

/** What is done about a report, whoever brings it: counted. */
export const handle = ({ kind }: Report) => Metric.update(heard, kind)

/** Listens to pages for ever. */
export const reports = Effect.flatMap(Reports, (feed) => feed.run(handle))
