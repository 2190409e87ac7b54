import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import { UserId } from "../../src/accounts/Account.ts"
import * as Floor from "../../src/realtime/Floor.ts"
import * as Rules from "../../src/realtime/Rules.ts"
import type { Claims, Membership } from "../../src/realtime/Ticket.ts"
import * as Topics from "../../src/realtime/Topics.ts"
import { Epoch, RelationshipId } from "../../src/relationships/Relationship.ts"

const membership = (relationship: number, epoch: number): Membership => ({
  relationship: RelationshipId.make(`019845e1-682f-7b02-a706-00000000000${relationship}`),
  epoch: Epoch.make(epoch)
})
const claimsOf = (member: Membership | undefined, exp: number): Claims => {
  const u = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
  const dev = Topics.DeviceId.make("device-1")
  return { u, dev, rel: member?.relationship ?? null, epoch: member?.epoch ?? 0, cid: Topics.clientId(u, dev), exp }
}
const Memberships = Schema.Array(
  Schema.Struct({
    relationship: Schema.Literals([1, 2, 3]),
    epoch: Schema.Literals([1, 2, 3])
  })
)

describe("The floor under tickets", () => {
  it.prop("is the highest membership there was, in whatever order it was told", [Memberships], ([told]) => {
    const members = told.map(({ epoch, relationship }) => membership(relationship, epoch))
    const floor = members.reduce<Floor.Floor | undefined>((known, each) => Floor.raise(known, each, 0), undefined)
    const height = ({ epoch, relationship }: Membership) => `${relationship} ${epoch}`
    const highest = members.map(height).toSorted().at(-1) ?? ""
    for (const each of [membership(1, 1), membership(2, 2), membership(3, 3), ...members]) {
      assert.strictEqual(Floor.holds(floor, claimsOf(each, 300_000)), height(each) >= highest)
    }
    assert.strictEqual(Floor.holds(floor, claimsOf(undefined, 300_000)), members.length === 0)
  })

  it("voids what was signed up to the cut, and nothing after it", () => {
    const floor = Floor.cut(undefined, 1000)
    assert.isFalse(Floor.holds(floor, claimsOf(undefined, 301_000)))
    assert.isTrue(Floor.holds(floor, claimsOf(undefined, 301_001)))
  })
})

describe("A page's allowance", () => {
  it("lets a burst through, then what it regains, and never saves up more than a burst", () => {
    const spendMany = (allowance: Rules.Allowance | undefined, times: number, now: number) => {
      let left = allowance
      for (let i = 0; i < times; i++) left = Rules.spend(left, now)
      return left
    }
    const full = spendMany(undefined, Rules.burst, 0)
    assert.strictEqual(full?.left, 0)
    assert.isBelow(Rules.spend(full, 0).left, 0)
    assert.strictEqual(spendMany(full, Rules.perSecond, 1000)?.left, 0)
    assert.strictEqual(Rules.spend(full, 3_600_000).left, Rules.burst - 1)
  })
})

describe("A topic of a report", () => {
  it("says who and what, or is none", () => {
    const { dev, u } = claimsOf(undefined, 0)
    const topic = Topics.report(u, dev, "typing")
    assert.deepStrictEqual(Topics.parseReport(topic), Option.some({ user: u, device: dev, kind: "typing" }))
    for (
      const none of ["", "lumi/v1/c", `${topic}/x`, topic.replace("typing", "shouting"), topic.replace("/c/", "/u/")]
    ) {
      assert.strictEqual(Topics.parseReport(none)._tag, "None")
    }
  })
})
