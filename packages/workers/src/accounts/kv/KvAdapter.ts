import { ConditionFailed } from "@lumi/core/accounts/AuthItem"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { type AdapterFactoryConfig, createAdapterFactory, type DBAdapterInstance } from "better-auth/adapters"
import type { BetterAuthOptions } from "better-auth/minimal"
import { Data, Effect, Schema } from "effect"
import { type Layout, layout } from "./Layout.ts"
import { models, type Run } from "./Models.ts"
import * as Rows from "./Rows.ts"
import * as Transaction from "./Transaction.ts"

/** What the adapter stands on. */
export interface KvAdapterOptions {
  readonly store: AuthStore["Service"]
  readonly run: Run
  readonly layout?: Layout
  /** numbers for rows, where Better Auth is told to let the database number them */
  readonly nextNumber?: () => number
}

const attempts = 5
const wasFaster = Schema.is(ConditionFailed)

/** What a callback of Better Auth threw, on its way back to it. */
class Thrown extends Data.TaggedError("Thrown")<{ readonly cause: unknown }> {}

/** Better Auth's database over the AuthStore. Rows hold JSON only, so that every store gives back the same. */
export const kvAdapter = (options: KvAdapterOptions): DBAdapterInstance => (betterAuth: BetterAuthOptions) => {
  const { nextNumber, run } = options
  const config: AdapterFactoryConfig = {
    adapterId: "lumi-kv",
    adapterName: "Lumi key-value",
    supportsNumericIds: nextNumber !== undefined,
    supportsJSON: true,
    supportsDates: false,
    supportsBooleans: true,
    supportsArrays: true,
    customTransformInput: ({ action, data, field, options }) =>
      nextNumber !== undefined && options.advanced?.database?.generateId === "serial" && field === "id" &&
        action === "create"
        ? nextNumber()
        : data
  }
  const build = (store: AuthStore["Service"], transaction: AdapterFactoryConfig["transaction"]) =>
    createAdapterFactory({
      config: { ...config, transaction },
      adapter: models(Rows.make(store, options.layout ?? layout), run)
    })(betterAuth)

  return build(options.store, (callback) =>
    run(
      Effect.gen(function*() {
        const { commit, store } = Transaction.begin(options.store)
        const result = yield* Effect.tryPromise({
          try: () => callback(build(store, false)),
          catch: (cause) => wasFaster(cause) ? cause : new Thrown({ cause })
        })
        yield* commit
        return result
      }).pipe(Effect.retry({ times: attempts - 1, while: wasFaster }))
    ).catch((error: unknown) => {
      throw error instanceof Thrown ? error.cause : error
    }))
}
