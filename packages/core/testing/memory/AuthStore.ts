import { DateTime, Effect, Layer, Option } from "effect"
import { type AuthItem, ConditionFailed, failedSteps, mistake } from "../../src/accounts/AuthItem.ts"
import { AuthStore } from "../../src/accounts/AuthStore.ts"

const kept = ({ expiresAt, pk, sk, value, version }: AuthItem): AuthItem => ({
  pk,
  sk,
  version,
  value: structuredClone(value),
  expiresAt: Option.map(expiresAt, DateTime.startOf("second"))
})

const bySortKey = (a: AuthItem, b: AuthItem) => a.sk < b.sk ? -1 : 1

/** An AuthStore that forgets everything with its process. */
export const layer: Layer.Layer<AuthStore> = Layer.sync(AuthStore, () => {
  const partitions = new Map<string, Map<string, AuthItem>>()
  const partition = (pk: string) => {
    const found = partitions.get(pk) ?? new Map<string, AuthItem>()
    partitions.set(pk, found)
    return found
  }
  return AuthStore.of({
    // every call yields, as a real store would, so that races are races here too
    get: ({ pk, sk }) =>
      Effect.yieldNow.pipe(
        Effect.map(() => Option.map(Option.fromNullishOr(partitions.get(pk)?.get(sk)), kept))
      ),
    query: (pk) =>
      Effect.yieldNow.pipe(
        Effect.map(() => Array.from(partitions.get(pk)?.values() ?? [], kept).toSorted(bySortKey))
      ),
    transact: Effect.fnUntraced(function*(writes) {
      yield* Effect.yieldNow
      const wrong = mistake(writes)
      if (wrong !== undefined) return yield* Effect.die(new Error(wrong))
      const steps = failedSteps(writes, ({ pk, sk }) => partitions.get(pk)?.get(sk)?.version)
      if (steps.length > 0) return yield* new ConditionFailed({ steps })
      for (const write of writes) {
        if (write.kind === "put") partition(write.pk).set(write.sk, kept(write))
        if (write.kind === "remove") partition(write.pk).delete(write.sk)
      }
    })
  })
})
