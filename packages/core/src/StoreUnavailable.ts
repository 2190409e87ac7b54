import { Schema } from "effect"

/** The outside failed and waiting may help: the one error an adapter invents. Answered as 503 with Retry-After. */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()(
  "StoreUnavailable",
  { operation: Schema.String, cause: Schema.Defect() },
  { httpApiStatus: 503 }
) {}
