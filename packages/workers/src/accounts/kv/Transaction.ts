import {
  type AuthItem,
  type AuthKey,
  type AuthWrite,
  ConditionFailed,
  type Expected,
  failedSteps,
  keyOf
} from "@lumi/core/accounts/AuthItem"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { Effect, Option } from "effect"

interface Seen extends AuthKey {
  /** the version the store had when it was first read; undefined when nobody asked */
  readonly read: Exclude<Expected, "anything"> | undefined
  /** what a reader inside the transaction sees */
  readonly item: Option.Option<AuthItem>
  readonly write: AuthWrite | undefined
}

/**
 * An optimistic transaction: a store whose writes wait for `commit`, which runs them at once and checks everything that
 * was read, also what was only read; without that, two transactions that read each other's row would both succeed.
 */
export const begin = (base: AuthStore["Service"]) => {
  const seen = new Map<string, Seen>()

  const read = Effect.fnUntraced(function*(key: AuthKey) {
    const known = seen.get(keyOf(key))
    if (known !== undefined) return known
    const item = yield* base.get(key)
    const first: Seen = {
      pk: key.pk,
      sk: key.sk,
      read: Option.match(item, { onNone: () => "nothing" as const, onSome: ({ version }) => version }),
      item,
      write: undefined
    }
    seen.set(keyOf(key), first)
    return first
  })

  const store: AuthStore["Service"] = {
    get: (key) => Effect.map(read(key), ({ item }) => item),

    query: Effect.fnUntraced(function*(pk) {
      const items = new Map((yield* base.query(pk)).map((item) => [item.sk, item]))
      for (const { item, sk } of seen.values().filter((one) => one.pk === pk && one.write !== undefined)) {
        Option.match(item, { onNone: () => items.delete(sk), onSome: (item) => items.set(sk, item) })
      }
      return Array.from(items.values())
    }),

    transact: Effect.fnUntraced(function*(writes) {
      for (const write of writes) if (write.expected !== "anything") yield* read(write)
      const steps = failedSteps(
        writes,
        (key) => Option.getOrUndefined(seen.get(keyOf(key))?.item ?? Option.none())?.version
      )
      if (steps.length > 0) return yield* new ConditionFailed({ steps })
      for (const write of writes) {
        if (write.kind === "check") continue
        const { pk, sk } = write
        const item = write.kind === "put" ? Option.some(write) : Option.none()
        seen.set(keyOf(write), { pk, sk, read: seen.get(keyOf(write))?.read, item, write })
      }
    })
  }

  const commit = Effect.suspend(() => {
    const all = Array.from(seen.values())
    const writes = all.flatMap(({ read, write }) =>
      write === undefined ? [] : [{ ...write, expected: read ?? "anything" as const }]
    )
    const checks = all.flatMap(({ pk, read, sk, write }): ReadonlyArray<AuthWrite> =>
      write !== undefined || read === undefined ? [] : [{ kind: "check", pk, sk, expected: read }]
    )
    return writes.length === 0 ? Effect.void : base.transact([...writes, ...checks])
  })

  return { store, commit }
}
