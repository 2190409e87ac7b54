import type { Report } from "@lumi/core/realtime/Realtime"
import { parseReport } from "@lumi/core/realtime/Topics"
import { Option } from "effect"

/** A page's message as a report, unless its topic is none. */
export const reportOf = (topic: string, payload: string | Uint8Array): Report | undefined =>
  Option.getOrUndefined(Option.map(parseReport(topic), (from) => ({
    ...from,
    text: typeof payload === "string" ? payload : new TextDecoder().decode(payload)
  })))
