import { Effect, Layer } from "effect"
import { inject } from "vitest"
import { layer as stores } from "../src/Stores.ts"
import { type Fault, gate } from "./Gate.ts"
import { tableOn } from "./Table.ts"

/** What goes wrong, one after the other. */
const faults: ReadonlyArray<Fault> = [
  { lost: true },
  { cut: true },
  { error: "InternalServerError", status: 500 },
  {
    error: "TransactionCanceledException",
    more: { CancellationReasons: [{ Code: "TransactionConflict" }] }
  }
]

/**
 * Every store on an emulator of which every nth request goes wrong. The SDK tries again as long as enough requests succeed;
 * one whose condition fails is no success to it, so that races that are meant to be lost need a larger n.
 */
export const shakyStores = (nth: number) =>
  Layer.unwrap(Effect.gen(function*() {
    const endpoint = inject("dynoxide") ?? ""
    const { endpoint: via, state } = yield* gate(endpoint)
    let requests = 0
    state.fault = ({ operation }) => {
      if (++requests % nth !== 0) return undefined
      const fault = faults[(requests / nth) % faults.length]!
      return "more" in fault && operation !== "TransactWriteItems" ? { cut: true } : fault
    }
    return stores.pipe(Layer.provideMerge(tableOn(endpoint, via)))
  }))

/** What suites on such stores are called. */
export const shakily = (nth: number) => `DynamoDB emulator of which every ${nth}th request goes wrong`
