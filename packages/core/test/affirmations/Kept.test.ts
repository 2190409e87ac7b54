import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import { Affirmation } from "../../src/affirmations/Affirmation.ts"
import * as DailyJob from "../../src/affirmations/DailyJob.ts"
import { Delivery, type Reason } from "../../src/affirmations/Delivery.ts"

const ids = {
  id: "019845e1-682f-7b02-a706-3b2422d13aec",
  relationship: "019845e1-682f-7b02-a706-3b2422d13aed",
  author: "019845e1-682f-7b02-a706-3b2422d13aee",
  receiver: "019845e1-682f-7b02-a706-3b2422d13aef"
}

/** Things as the first version wrote them: they are never written again, and have to be read for ever. */
describe("what was kept before anything could be tagged, scheduled or answered", () => {
  it("an affirmation has no tags, no date and no answers", () => {
    const { loves, replies, scheduledFor, tags, wish } = Schema.decodeUnknownSync(Affirmation)({
      ...ids,
      text: "You are my lighthouse.",
      paused: false,
      timesSent: 3,
      lastSentAt: "2026-11-20T07:00:00.000Z",
      createdAt: "2026-11-01T07:00:00.000Z"
    })
    assert.deepStrictEqual([loves, replies, scheduledFor, tags, wish], [0, 0, Option.none(), [], null])
  })

  it("a delivery reads its reason unchanged", () => {
    const reason: Reason = {
      factors: [
        { name: "count", multiplier: 0.1, figure: 12 },
        { name: "recency", multiplier: 1, figure: null },
        { name: "newness", multiplier: 1.5, figure: 3 }
      ],
      outOf: 12,
      probability: 0.30000000000000004
    }
    const kept = {
      ...ids,
      date: "2026-11-20",
      affirmation: ids.id,
      text: "You are my lighthouse.",
      reason,
      chosenAt: "2026-11-20T07:00:00.000Z",
      sentAt: "2026-11-20T07:00:01.000Z",
      lovedAt: null
    }
    const delivery = Schema.decodeUnknownSync(Delivery)(kept)
    assert.deepStrictEqual(delivery.reply, Option.none())
    assert.strictEqual(delivery.wish, null)
    assert.strictEqual(delivery.kind, "daily")
    assert.deepStrictEqual(Schema.encodeSync(Delivery)(delivery).reason, reason)
  })

  it("a job without an hour is one that is never late", () => {
    const { receiver, relationship } = ids
    const job = DailyJob.decode({ receiver, relationship, date: "2026-11-20", zone: "Europe/Berlin" })
    assert.strictEqual(job._tag, "Success")
  })
})
