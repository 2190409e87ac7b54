import type { WriteRequest } from "@aws-sdk/client-dynamodb"
import { Data, Effect } from "effect"
import { patiently } from "./Backoff.ts"
import type { Door } from "./Door.ts"
import { DynamoUnavailable, type Outside } from "./Failures.ts"

/** What BatchWriteItem takes at once. */
const most = 25

class Unprocessed extends Data.TaggedError("Unprocessed")<{}> {}

/** How many items are written or removed at once that know nothing of each other, and of which nothing is expected. */
export const make = ({ client, sdk, table, use }: Door) => {
  /** One request after the other until every write of a batch is done. */
  const batch = (writes: ReadonlyArray<WriteRequest>): Effect.Effect<void, Outside> => {
    let open = [...writes]
    return use(
      "BatchWriteItem",
      (extra, options) =>
        client.send(new sdk.BatchWriteItemCommand({ RequestItems: { [table]: open }, ...extra }), options)
    ).pipe(
      Effect.flatMap(({ UnprocessedItems }) => {
        open = UnprocessedItems?.[table] ?? []
        return open.length > 0 ? Effect.fail(new Unprocessed()) : Effect.void
      }),
      patiently((error) => error._tag === "Unprocessed" || (error._tag === "Refusal" && error.isPassing)),
      Effect.catchTags({
        Unprocessed: (cause) =>
          Effect.fail(
            new DynamoUnavailable({ operation: "BatchWriteItem", message: "writes stay unprocessed", cause })
          ),
        Refusal: Effect.die,
        Overgrown: Effect.die
      })
    )
  }

  return (writes: ReadonlyArray<WriteRequest>) => {
    const batches = Array.from(
      { length: Math.ceil(writes.length / most) },
      (_, n) => writes.slice(n * most, (n + 1) * most)
    )
    return Effect.forEach(batches, batch, { concurrency: 4, discard: true })
  }
}
