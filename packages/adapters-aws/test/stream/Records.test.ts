import { assert, describe, it } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { Change } from "@lumi/core/changes/Change"
import { Epoch, RelationshipId } from "@lumi/core/relationships/Relationship"
import type { DynamoDBRecord } from "aws-lambda"
import { DateTime, Option, Result } from "effect"
import { passes } from "../../emulators/streams/Filter.ts"
import { changeOf, patterns } from "../../src/stream/Records.ts"
import {
  accountImage,
  ada,
  ben,
  expired,
  recordOf,
  relationshipImage,
  without,
  writtenAt
} from "../../testing/StreamRecords.ts"

const user = UserId.make(ada)
const at = (text: string) => DateTime.makeUnsafe(text)
const told = (record: DynamoDBRecord) => Option.getOrNull(Result.getOrThrow(changeOf(record)))
const became = (epoch: number, state: "active" | "ending") =>
  Change.cases.RelationshipChanged.make({
    relationship: RelationshipId.make("019845e1-682f-7b02-a706-3b2422d13aee"),
    first: user,
    second: UserId.make(ben),
    state,
    epoch: Epoch.make(epoch)
  })

const early = "2026-11-25T09:59:59.999Z"
const late = "2026-11-25T10:00:07.900Z"

describe("What a record of the stream tells", () => {
  it("that an account was disabled, also at another time", () => {
    const disabled = Change.cases.AccountDisabled.make({ user, at: at(late) })
    assert.deepStrictEqual(told(recordOf(accountImage(null), accountImage(late))), disabled)
    assert.deepStrictEqual(told(recordOf(accountImage(early), accountImage(late))), disabled)
  })

  it("that an account was enabled: not before it was disabled, though the stream knows whole seconds only", () => {
    const enabled = (then: string) => Change.cases.AccountEnabled.make({ user, at: at(then) })
    assert.deepStrictEqual(told(recordOf(accountImage(early), accountImage(null))), enabled(writtenAt))
    assert.deepStrictEqual(told(recordOf(accountImage(late), accountImage(null))), enabled(late))
  })

  it("that a relationship began, or has another epoch or state", () => {
    assert.deepStrictEqual(told(recordOf(undefined, relationshipImage(1))), became(1, "active"))
    assert.deepStrictEqual(told(recordOf(relationshipImage(1), relationshipImage(2))), became(2, "active"))
    assert.deepStrictEqual(
      told(recordOf(relationshipImage(1), relationshipImage(1, "ending"))),
      became(1, "ending")
    )
  })

  it("nothing, when only what nobody asks for has changed", () => {
    const renamed = { ...accountImage(null), name: { S: "Ada L." } }
    for (
      const record of [
        recordOf(undefined, accountImage(null)),
        recordOf(accountImage(null), renamed),
        recordOf(accountImage(late), { ...renamed, disabledAt: { S: late } }),
        // some emulators tell of writes that change nothing
        recordOf(relationshipImage(1), relationshipImage(1)),
        recordOf(relationshipImage(1), { ...relationshipImage(1), since: { S: "2026-11-03" } })
      ]
    ) assert.isNull(told(record))
  })

  it("nothing, when an item is gone, or is of a kind that nobody asks for", () => {
    const membership = { ...relationshipImage(1), type: { S: "Membership" } }
    for (
      const record of [
        recordOf(accountImage(null), undefined),
        expired(relationshipImage(1)),
        expired(accountImage(late)),
        recordOf(undefined, membership),
        recordOf(undefined, { ...membership, type: { S: "OfTomorrow" } }),
        { eventName: "INSERT" } as const
      ]
    ) assert.isNull(told(record))
  })

  it("nothing, when it has no type: it was written before there was one", () => {
    assert.isNull(told(recordOf(undefined, without(relationshipImage(1), "type"))))
  })

  it("that it is not understood, when what is told was not in it yet", () => {
    for (
      const image of [
        without(relationshipImage(1), "epoch"),
        { ...relationshipImage(1), state: { S: "frozen" } },
        { ...relationshipImage(1), first: { L: [{ S: ada }] } },
        without(accountImage(late), "disabledAt")
      ]
    ) {
      const failed = changeOf(recordOf(undefined, image))
      assert.isTrue(Result.isFailure(failed))
    }
  })

  it("what is new, when only what was before is not understood", () => {
    const old = without(relationshipImage(1), "epoch")
    assert.deepStrictEqual(told(recordOf(old, relationshipImage(1))), became(1, "active"))
    const changed = Change.cases.AccountDisabled.make({ user, at: at(late) })
    assert.deepStrictEqual(told(recordOf(without(accountImage(null), "disabledAt"), accountImage(late))), changed)
  })

  it("reaches the function when it can tell anything, by patterns that Lambda knows", () => {
    const through = [
      recordOf(accountImage(null), accountImage(late)),
      recordOf(undefined, relationshipImage(1)),
      recordOf(relationshipImage(1), relationshipImage(2))
    ]
    const kept = [
      recordOf(undefined, accountImage(null)),
      recordOf(accountImage(null), undefined),
      expired(relationshipImage(1)),
      recordOf(undefined, { ...relationshipImage(1), type: { S: "Membership" } }),
      recordOf(undefined, without(relationshipImage(1), "type")),
      { eventName: "INSERT" } as const
    ]
    for (const record of through) assert.isTrue(passes(patterns, record))
    for (const record of kept) assert.isFalse(passes(patterns, record))
    assert.isTrue(passes([], kept[0]!))
  })
})
