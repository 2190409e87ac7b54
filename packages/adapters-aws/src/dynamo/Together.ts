import { Effect, Exit, Option, Request, RequestResolver } from "effect"
import type { Dynamo } from "../Dynamo.ts"
import type { Outside } from "./Failures.ts"
import type { Item, Key } from "./Item.ts"

class Get extends Request.Class<{ readonly key: Key }, Option.Option<Item>, Outside> {}

/** Reads of single items, which are one request when they begin at the same moment. */
export const together = (dynamo: Dynamo["Service"]) => {
  const read = (keys: ReadonlyArray<Key>) =>
    keys.length === 1
      ? Effect.map(dynamo.get(keys[0]!), (item) => [item])
      : dynamo.getMany(keys)
  const resolver = RequestResolver.make<Get>((entries) =>
    Effect.map(Effect.exit(read(entries.map(({ request }) => request.key))), (found) => {
      entries.forEach(({ completeUnsafe }, n) => completeUnsafe(Exit.map(found, (items) => items[n] ?? Option.none())))
    })
  )
  return (key: Key) => Effect.request(new Get({ key }), resolver)
}
