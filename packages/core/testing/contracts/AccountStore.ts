import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option, Schema } from "effect"
import { Account, AccountNotFound, Profile } from "../../src/accounts/Account.ts"
import { AccountStore } from "../../src/accounts/AccountStore.ts"
import { utc, Zone } from "../../src/Zone.ts"
import { at, freshUser, twenty } from "./Couples.ts"

const accountOf = (fields: Partial<Account> = {}) => {
  const id = freshUser()
  return new Account({
    id,
    email: `${id}@example.org`,
    name: "Ada",
    zone: utc,
    language: "en",
    appearance: "system",
    createdAt: at(),
    disabledAt: Option.none(),
    ...fields
  })
}

const zone = Schema.Literals(["UTC", "Europe/Berlin", "Pacific/Kiritimati"])
const profile = Schema.Struct({ ...Profile.fields, zone })

/** What every AccountStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<AccountStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`AccountStore (${name})`, (it) => {
    it.effect.prop("what is created is found", [profile], ([profile]) =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const account = accountOf({ ...profile, zone: Zone.make(profile.zone) })
        assert.deepStrictEqual(yield* store.create(account), account)
        assert.deepStrictEqual(yield* store.find(account.id), account)
      }))

    it.effect("an unknown account is not found", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const { id, ...profile } = accountOf()
        assert.deepStrictEqual(yield* Effect.flip(store.find(id)), new AccountNotFound())
        assert.deepStrictEqual(yield* Effect.flip(store.update(id, profile)), new AccountNotFound())
        assert.deepStrictEqual(yield* Effect.flip(store.setDisabled(id, Option.none())), new AccountNotFound())
        assert.deepStrictEqual(yield* store.findByEmail("nobody@example.org"), Option.none())
      }))

    it.effect("an account is created once: of twenty at the same time all get the same", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const first = accountOf()
        const created = yield* twenty((n) => store.create(new Account({ ...first, name: `Ada ${n}` })))
        const kept = yield* store.find(first.id)
        for (const account of created) assert.deepStrictEqual(account, kept)
      }))

    it.effect("many are found at once, whatever is unknown left out", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const [a, b] = [yield* store.create(accountOf()), yield* store.create(accountOf())]
        const found = yield* store.findMany([b.id, freshUser(), a.id])
        assert.deepStrictEqual(new Set(found.map(({ id }) => id)), new Set([a.id, b.id]))
        assert.deepStrictEqual(yield* store.findMany([]), [])
      }))

    it.effect("an address is found in any case of letters, and kept as it was given", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const id = freshUser()
        const account = accountOf({ id, email: `Ada.${id}@Example.ORG` })
        yield* store.create(account)
        assert.deepStrictEqual(yield* store.findByEmail(`aDA.${id}@eXAMPLE.org`), Option.some(account))
        assert.deepStrictEqual(yield* store.findByEmail(`%${id}@example.org`), Option.none())
      }))

    it.effect("a profile is changed and nothing else", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const account = yield* store.create(accountOf())
        const profile = {
          name: "Ben 🌊",
          zone: Zone.make("Europe/Berlin"),
          language: "de",
          appearance: "dark"
        } as const
        const changed = yield* store.update(account.id, profile)
        assert.deepStrictEqual(changed, new Account({ ...account, ...profile }))
        assert.deepStrictEqual(yield* store.find(account.id), changed)
      }))

    it.effect("an account is disabled and enabled again", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const { id } = yield* store.create(accountOf())
        assert.deepStrictEqual((yield* store.setDisabled(id, Option.some(at(1)))).disabledAt, Option.some(at(1)))
        assert.deepStrictEqual((yield* store.find(id)).disabledAt, Option.some(at(1)))
        assert.deepStrictEqual((yield* store.setDisabled(id, Option.none())).disabledAt, Option.none())
      }))

    it.effect("a list goes through all, oldest first", () =>
      Effect.gen(function*() {
        const store = yield* AccountStore
        const before = freshUser()
        const ids = (yield* Effect.forEach([1, 2, 3], () => store.create(accountOf()))).map(({ id }) => id)
        const one = yield* store.list(Option.some(before), 2)
        assert.deepStrictEqual(one.items.map(({ id }) => id), ids.slice(0, 2))
        assert.deepStrictEqual(one.next, Option.fromUndefinedOr(ids[1]))
        const two = yield* store.list(one.next, 2)
        assert.deepStrictEqual(two.items.map(({ id }) => id), ids.slice(2))
        assert.deepStrictEqual(two.next, Option.none())
        assert.strictEqual((yield* store.list(Option.none(), 1)).items.length, 1)
      }))
  })
