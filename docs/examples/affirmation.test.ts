import { assert, it } from "@effect/vitest"
import * as Stores from "@lumi/adapters-local/Stores"
import { throwAwayDatabase } from "@lumi/adapters-local/testing"
import * as Today from "@lumi/core/affirmations/Today"
import { sideOf } from "@lumi/core/relationships/Relationship"
import { Memory, Story } from "@lumi/core/testing"
import { Effect, Layer, Option } from "effect"

/** What Ada wrote is what Ben finds: told once, true on every backend. */
const story = Effect.gen(function*() {
  const { first: ada, relationship, second: ben } = yield* Story.couple("Ada", "Ben")
  yield* Story.write(relationship, ada, "You make the dark mornings easy.")
  assert.strictEqual(yield* Story.deliver(relationship, ben), "sent")
  const home = yield* Today.of({ user: ben, partner: ada.id, side: sideOf(relationship, ben.id), relationship })
  assert.strictEqual(Option.getOrThrow(home.today).text, "You make the dark mornings easy.")
})

it.effect("an affirmation arrives, in memory", () => story.pipe(Effect.provide(Memory.layer)))

it.live("an affirmation arrives, in PostgreSQL", () =>
  story.pipe(
    Effect.provide(Stores.layer.pipe(Layer.provideMerge(throwAwayDatabase), Layer.provideMerge(Memory.layer)))
  ), 60_000)
