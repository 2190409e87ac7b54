import { Data, type Duration, type Option } from "effect"

/** Why a job that was handled is not done, where there is more to say of it than that it comes again. */
export type Undone = Data.TaggedEnum<{
  /** comes again later, and it was no failure: its budget stays what it was */
  readonly Wait: { readonly for: Duration.Duration }
  /** failed, and comes again after what it is told to rest, or after the usual rest, while its budget lasts */
  readonly Failed: {
    readonly reason: string
    readonly after: Option.Option<Duration.Duration>
    /** failures before it was a job of its own */
    readonly earlier: number
  }
  /** cannot succeed */
  readonly Dead: { readonly reason: string }
}>
export const Undone = Data.taggedEnum<Undone>()

/** What is to become of a job that was handled; `again` comes again at once. Reasons hold no text and no token. */
export type Verdict = "done" | "again" | Undone
