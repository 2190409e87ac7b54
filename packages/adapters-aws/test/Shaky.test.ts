import { suite as accounts } from "@lumi/core/testing/contracts/AccountStore"
import { suite as auth } from "@lumi/core/testing/contracts/AuthStore"
import { suite as invites } from "@lumi/core/testing/contracts/InviteStore"
import { suite as relationships } from "@lumi/core/testing/contracts/RelationshipStore"
import { Effect, Layer } from "effect"
import { inject } from "vitest"
import { layer as stores } from "../src/Stores.ts"
import { type Fault, gate } from "../testing/Gate.ts"
import { tableOn, withDynamo } from "../testing/Table.ts"

/** What happens to every eleventh request, one after the other. */
const faults: ReadonlyArray<Fault> = [
  { lost: true },
  { cut: true },
  { error: "InternalServerError", status: 500 },
  {
    error: "TransactionCanceledException",
    more: { CancellationReasons: [{ Code: "TransactionConflict" }] }
  }
]

const shaky = Layer.unwrap(Effect.gen(function*() {
  const endpoint = inject("dynoxide") ?? ""
  const { endpoint: via, state } = yield* gate(endpoint)
  let requests = 0
  state.fault = ({ operation }) => {
    if (++requests % 11 !== 0) return undefined
    const fault = faults[(requests / 11) % faults.length]!
    return "more" in fault && operation !== "TransactWriteItems" ? { cut: true } : fault
  }
  return stores.pipe(Layer.provide(tableOn(endpoint, via)))
}))

withDynamo(() => {
  const name = "DynamoDB emulator of which every eleventh request goes wrong"
  accounts(name, shaky)
  auth(name, shaky)
  invites(name, shaky)
  relationships(name, shaky)
})
