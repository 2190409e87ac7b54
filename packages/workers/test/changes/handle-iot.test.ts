import { assert, layer as withLayer } from "@effect/vitest"
import * as Stores from "@lumi/adapters-aws/Stores"
import { changeFeed } from "@lumi/adapters-aws/testing/Changes"
import { testIot } from "@lumi/adapters-aws/testing/Iot"
import { withDynamo } from "@lumi/adapters-aws/testing/Table"
import type { UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import * as Crypto from "@lumi/core/Crypto"
import { Realtime } from "@lumi/core/realtime/Realtime"
import * as Topics from "@lumi/core/realtime/Topics"
import { Story } from "@lumi/core/testing"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import * as Secrets from "@lumi/core/testing/memory/Secrets"
import { DateTime, Effect, Layer, Option } from "effect"
import { changes } from "../../src/changes/handle.ts"

/** A page of somebody who is in no relationship yet. */
const page = Effect.fnUntraced(function*(user: UserId) {
  const pages = yield* Pages
  const realtime = yield* Realtime
  const device = Topics.DeviceId.make("device-1")
  const ticket = yield* realtime.ticket({ user, device, membership: Option.none() })
  const open = yield* pages.connect({ ticket })
  yield* open.subscribe(Topics.inboxFilter(user))
  return open
})

const system = Layer.merge(Stores.layer, changeFeed).pipe(
  Layer.provideMerge(testIot()),
  Layer.merge(Secrets.layer),
  Layer.provideMerge(Crypto.layer)
)

withDynamo(() =>
  withLayer(system, { excludeTestServices: true, timeout: "4 minutes" })("Changes on the emulators of AWS", (it) => {
    it.effect("whoever was disabled is put out of an open page soon after the write", () =>
      Effect.gen(function*() {
        const accounts = yield* AccountStore
        const [ada, ben] = [yield* Story.person("Ada"), yield* Story.person("Ben")]
        yield* Effect.forkScoped(changes)
        const [hers, his] = [yield* page(ada.id), yield* page(ben.id)]
        yield* accounts.setDisabled(ben.id, Option.some(yield* DateTime.now))
        yield* his.closed.pipe(Effect.timeout("20 seconds"))
        assert.isTrue(hers.isOpen())
      }).pipe(Effect.scoped))

    it.effect("two who become a couple are told on the pages they had open, which are closed then", () =>
      Effect.gen(function*() {
        const [ada, ben] = [yield* Story.person("Ada"), yield* Story.person("Ben")]
        yield* Effect.forkScoped(changes)
        const pages = [yield* page(ada.id), yield* page(ben.id)]
        yield* Story.pair(ada, ben)
        for (const open of pages) {
          yield* open.closed
          assert.deepStrictEqual(open.heard().map(({ text }) => JSON.parse(text).event), ["relationship"])
        }
      }).pipe(Effect.scoped))
  })
)
