import { Account, AccountNotFound, type Profile, UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import * as Page from "@lumi/core/Page"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { absent, present } from "./dynamo/Expression.ts"
import type { Key, NewItem } from "./dynamo/Item.ts"

/** The partition of GSI1 with all accounts, for the operator. */
const everybody = "ACCOUNTS"

const profileKey = (id: UserId): Key => ({ PK: `USER#${id}`, SK: "PROFILE" })
const emailKey = (email: string): Key => ({ PK: `EMAIL#${email.toLowerCase()}`, SK: "ACCOUNT" })

const encode = Schema.encodeSync(Account)
const decode = Schema.decodeUnknownEffect(Account)
const decodeMany = Schema.decodeUnknownEffect(Schema.Array(Account))
const decodeEmail = Schema.decodeUnknownEffect(Schema.Struct({ user: UserId }))

const itemOf = (account: Account): NewItem => ({
  ...profileKey(account.id),
  type: "Account",
  ...encode(account),
  GSI1PK: everybody,
  GSI1SK: account.id
})
const emailOf = ({ email, id }: Account): NewItem => ({ ...emailKey(email), type: "Email", user: id })

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const find = Effect.fnUntraced(function*(id: UserId) {
    const item = yield* dynamo.get(profileKey(id))
    return Option.isNone(item) ? yield* new AccountNotFound() : yield* decode(item.value)
  })

  /** The address leads to whoever had it first: that nobody signs up with it twice is for `AuthStore` to know. */
  const create = (account: Account) =>
    dynamo.transact([
      { put: itemOf(account), if: absent },
      { put: emailOf(account), if: absent }
    ]).pipe(
      Effect.as(account),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const before = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          if (Option.isSome(before)) return yield* decode(before.value)
          yield* dynamo.put(itemOf(account), { if: absent })
          return account
        })
      ),
      // another made it between the two
      Effect.catchTag("ConditionFailed", ({ item }) => decode(Option.getOrUndefined(item)))
    )

  const findByEmail = Effect.fnUntraced(function*(email: string) {
    const item = yield* dynamo.get(emailKey(email))
    if (Option.isNone(item)) return Option.none()
    const { user } = yield* decodeEmail(item.value)
    return yield* find(user).pipe(Effect.asSome, Effect.catchTag("AccountNotFound", () => Effect.succeedNone))
  })

  const change = (id: UserId, by: string, values: Readonly<Record<string, unknown>>) =>
    dynamo.update(profileKey(id), { by, if: present, values }).pipe(
      Effect.flatMap(decode),
      Effect.catchTag("ConditionFailed", () => Effect.fail(new AccountNotFound()))
    )
  const profileChange = "SET #name = :name, #zone = :zone, #language = :language, #appearance = :appearance"

  return AccountStore.of({
    create: Effect.fn("AccountStore.create")(create, as("AccountStore.create")),
    find: Effect.fn("AccountStore.find")(find, as("AccountStore.find")),
    findMany: Effect.fn("AccountStore.findMany")(
      function*(ids) {
        const items = yield* dynamo.getMany(Array.from(new Set(ids), profileKey))
        return yield* decodeMany(items.flatMap(Option.toArray))
      },
      as("AccountStore.findMany")
    ),
    findByEmail: Effect.fn("AccountStore.findByEmail")(findByEmail, as("AccountStore.findByEmail")),
    update: Effect.fn("AccountStore.update")(
      (id, { appearance, language, name, zone }: Profile) =>
        change(id, profileChange, { appearance, language, name, zone }),
      as("AccountStore.update")
    ),
    setDisabled: Effect.fn("AccountStore.setDisabled")(
      (id, at) => change(id, "SET #disabledAt = :at", { at: Option.getOrNull(Option.map(at, DateTime.formatIso)) }),
      as("AccountStore.setDisabled")
    ),
    list: Effect.fn("AccountStore.list")(
      function*(after, limit) {
        const { items } = yield* dynamo.query({
          pk: everybody,
          index: "GSI1",
          ...(Option.isSome(after) ? { range: { after: after.value } } : {}),
          limit: limit + 1
        })
        return Page.of(yield* decodeMany(items), limit, ({ id }) => id)
      },
      as("AccountStore.list")
    )
  })
})

/** Accounts by their id, and by their address. */
export const layer: Layer.Layer<AccountStore, never, Dynamo> = Layer.effect(AccountStore, make)
