import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { ExtraId, type Unsent } from "./Extra.ts"

/** An extra that somebody asked for, to be delivered once its time to be taken back is over. It may be queued twice. */
export const ExtraJob = Schema.Struct({ extra: ExtraId, receiver: UserId, date: LocalDate })
export type ExtraJob = typeof ExtraJob.Type

const Body = Schema.toCodecJson(ExtraJob)

/** As a queue keeps it: in the queue of the daily ones, which name no extra. */
export const encode = Schema.encodeSync(Body)

/** As a worker reads it; what a foreign hand queued may not fit. */
export const decode = Schema.decodeUnknownResult(Body)

/** Whether a job of that queue is one of these. */
export const isOne = (body: Schema.Json): boolean => typeof body === "object" && body !== null && "extra" in body

/**
 * What became of a job: `sent`, now or by an earlier attempt, `withdrawn` by whoever asked, `unknown` because nobody asked or
 * another one counts, or why it came to nothing; `changed` when what was drawn went away before it was decided: try again at
 * once.
 */
export type Outcome = "sent" | "withdrawn" | "unknown" | Unsent | "changed"
