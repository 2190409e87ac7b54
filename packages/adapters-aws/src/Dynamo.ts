import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Config, Context, Effect, Layer, type Schema } from "effect"
import { Aws } from "./Aws.ts"
import * as Door from "./dynamo/Door.ts"
import type { ItemTooLarge, Outside } from "./dynamo/Failures.ts"
import * as Reads from "./dynamo/Reads.ts"
import * as Writes from "./dynamo/Writes.ts"

const make = Effect.fnUntraced(function*(table: string) {
  const { configOf } = yield* Aws
  const sdk = yield* Effect.promise(() => import("./dynamo/Sdk.ts"))
  const client = yield* Effect.acquireRelease(
    Effect.sync(() =>
      new sdk.DynamoDBClient({
        // throttling, failures of the service and of the network are repeated by the SDK, each time a little later
        maxAttempts: 4,
        requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
        ...configOf("dynamodb")
      })
    ),
    (client) => Effect.sync(() => client.destroy())
  )
  const door = Door.make(sdk, client, table)
  return { table, ...Reads.make(door), ...Writes.make(door) }
})

/**
 * The one table, behind the few requests that stores make: there is no Scan, reads are consistent, whatever only needs
 * another moment was tried again. Items and expressions are plain: see `Reads.Query`, `Writes.Step`, `Expression`.
 *
 *     yield* dynamo.get({ PK, SK })                                              Option of an item
 *     yield* dynamo.getMany(keys)                                                an Option for each, in their order
 *     yield* dynamo.query({ pk, range: { beginsWith: "NOTIF#" }, descending: true, limit: 21, from: { PK, SK } })
 *     yield* dynamo.put(item, { if: absent })                                    fails with ConditionFailed { item }
 *     yield* dynamo.update(key, { by: "SET #name = :name", if: present, values: { name } })   the changed item
 *     yield* dynamo.remove(key)                                                  Option of what lay there
 *     yield* dynamo.transact([{ put: item, if: absent }, { check: key, if: "#state = :state", values: { state } }])
 *                                                                                TransactionRefused { steps }
 *     yield* dynamo.putMany(items); yield* dynamo.removeMany(keys)               no conditions, 25 at once
 *
 * A condition may fail because the same write went through before and its answer got lost: whoever cares compares with the
 * item that comes with the error. A transaction that went through is known by its token and answered again.
 */
export class Dynamo extends Context.Service<Dynamo, Effect.Success<ReturnType<typeof make>>>()(
  "@lumi/adapters-aws/Dynamo"
) {
  /** The table of this name. */
  static readonly layerOf = (table: string) => Layer.effect(Dynamo, make(table))

  /** The table of `LUMI_TABLE`. */
  static readonly layer = Layer.unwrap(Effect.map(Config.NonEmptyString("LUMI_TABLE"), Dynamo.layerOf))
}

/**
 * Fails as a store may: what is outside is `StoreUnavailable`. Models are bounded, so an item that is too large, or that
 * does not decode, is a bug.
 */
export const as = (operation: string) =>
<A, E extends { readonly _tag: string }, R>(
  effect: Effect.Effect<A, E | Outside | ItemTooLarge | Schema.SchemaError, R>
) =>
  effect.pipe(
    Effect.catchIf(isOutside, (cause) => Effect.fail(new StoreUnavailable({ operation, cause }))),
    Effect.catchIf(isBug, Effect.die)
  )

const isOutside = (error: { readonly _tag: string }): error is Outside =>
  error._tag === "DynamoUnavailable" || error._tag === "TableMissing"

const isBug = (error: { readonly _tag: string }): error is ItemTooLarge | Schema.SchemaError =>
  error._tag === "ItemTooLarge" || error._tag === "SchemaError"
