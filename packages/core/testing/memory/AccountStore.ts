import { DateTime, Effect, Layer, Option } from "effect"
import { Account, AccountNotFound, type UserId } from "../../src/accounts/Account.ts"
import { AccountStore } from "../../src/accounts/AccountStore.ts"
import * as Change from "../../src/changes/Change.ts"
import * as Page from "../../src/Page.ts"
import { byId, step, Tables } from "./Tables.ts"

/** An AccountStore that forgets everything with its process. */
export const layer: Layer.Layer<AccountStore, never, Tables> = Layer.effect(
  AccountStore,
  Effect.gen(function*() {
    const { accounts, changes } = yield* Tables
    const sorted = () => [...accounts.values()].toSorted(byId)
    const change = (id: UserId, fields: Partial<Account>) =>
      step(() => {
        const found = accounts.get(id)
        if (found === undefined) return Effect.fail(new AccountNotFound())
        const changed = new Account({ ...found, ...fields })
        accounts.set(id, changed)
        return Effect.succeed(changed)
      })
    return AccountStore.of({
      create: (account) =>
        step(() => {
          const kept = accounts.get(account.id) ?? account
          accounts.set(kept.id, kept)
          return kept
        }),
      find: (id) => change(id, {}),
      findMany: (ids) => step(() => [...new Set(ids)].flatMap((id) => accounts.get(id) ?? [])),
      findByEmail: (email) =>
        step(() =>
          Option.fromUndefinedOr(
            sorted().find((account) => account.email.toLowerCase() === email.toLowerCase())
          )
        ),
      update: (id, { appearance, language, name, zone }) => change(id, { appearance, language, name, zone }),
      setDisabled: (id, disabledAt) =>
        Effect.flatMap(
          DateTime.now,
          (now) =>
            Effect.tap(change(id, { disabledAt }), (account) =>
              Effect.sync(() => changes.add(Change.ofAccount(account, now))))
        ),
      list: (after, limit) =>
        step(() =>
          Page.of(
            sorted().filter(({ id }) => Option.isNone(after) || id > after.value),
            limit,
            ({ id }) => id
          )
        )
    })
  })
)
