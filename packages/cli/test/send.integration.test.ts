import { assert, layer as withLayer } from "@effect/vitest"
import * as Secrets from "@lumi/adapters-local/Secrets"
import * as Stores from "@lumi/adapters-local/Stores"
import { testDatabase } from "@lumi/adapters-local/testing"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { WallTime } from "@lumi/core/affirmations/Slot"
import * as Crypto from "@lumi/core/Crypto"
import { at as dateAt } from "@lumi/core/LocalDate"
import { Story } from "@lumi/core/testing"
import { rules, utc } from "@lumi/core/Zone"
import { DateTime, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import path from "node:path"
import { inject } from "vitest"
import { lumiIn, makeHome, removeHome } from "./lumi.ts"

const couples = 300

/** Two whose hour of today has come, with a text for the first of them. */
const couple = Effect.fnUntraced(function*(n: number) {
  const schedule = yield* AffirmationSchedule
  const { first, relationship, second } = yield* Story.couple(`A${n}`, `B${n}`)
  yield* Story.write(relationship, second, "one")
  const slot = {
    relationship: relationship.id,
    zone: utc,
    time: WallTime.make("00:00"),
    from: dateAt(yield* DateTime.now, rules(utc))
  }
  yield* schedule.set({ receiver: first.id, ...slot })
})

const system = Stores.layer.pipe(
  Layer.provideMerge(Secrets.layer),
  Layer.provideMerge(testDatabase),
  Layer.provideMerge(Crypto.layer)
)

withLayer(system, { excludeTestServices: true, timeout: "4 minutes" })("sending to many (Postgres)", (it) => {
  it.effect("tells how far it is on the way, and what became of everybody", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* Effect.forEach(Array.from({ length: couples }, (_, n) => n), couple, { concurrency: 8, discard: true })
      const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
      const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
      const env = {
        LUMI_HOME: home,
        DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`
      }
      const sent = yield* Effect.promise(() => lumiIn(env, "affirm", "send", "--due", "--json"))
      assert.strictEqual(sent.code, 0, sent.err)
      const { items }: { readonly items: ReadonlyArray<{ readonly outcome: string }> } = JSON.parse(sent.out)
      assert.deepStrictEqual(items.map(({ outcome }) => outcome), Array.from({ length: couples }, () => "sent"))
      assert.match(sent.err, /^\d+ of 300 sent, [\d.]+ a second, 0 failed and rest, 0 dead$/m)
      const again = yield* Effect.promise(() => lumiIn(env, "affirm", "send", "--due"))
      assert.strictEqual(again.code, 0)
      assert.strictEqual(again.err, "")
      assert.strictEqual(again.out.match(/already had today's/g)?.length, couples)
    }), 120_000)
})
