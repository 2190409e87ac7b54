import { marshall } from "@aws-sdk/util-dynamodb"
import { assert, describe, it } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { breakfast, type Slot, WallTime } from "@lumi/core/affirmations/Slot"
import { LocalDate } from "@lumi/core/LocalDate"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Zone } from "@lumi/core/Zone"
import { bytesOf } from "../src/dynamo/Item.ts"
import * as Slots from "../src/dynamo/Slots.ts"
import { table } from "../src/Table.ts"

/**
 * A million schedules over the partitions of the slot index, three in ten of them at one hour of one zone.
 *
 * One partition of DynamoDB gives 3,000 read units and takes 1,000 write units a second. Of a shard of the busiest slot
 * that is 300,000 / 32 = 9,375 receivers of some 300 bytes: 2.7 MB, which are 340 units when they are read from an index
 * (half a unit for 4 kB). So even somebody who read all of it within one second would need a ninth of what is there. The
 * worker of a part reads page after page instead, 500 receivers and 18 units each, and asks each one's membership by the
 * key of the user, which is spread over the whole table. A delivery writes nothing here; a changed hour writes twice.
 *
 * One tick queues a part for each shard of each slot that anybody has: of a hundred zones 3,200 small messages every
 * quarter of an hour, nine million a month, which would be four dollars if each were sent by a request of its own.
 */
const limits = {
  /** what a partition gives in one second */
  readUnits: 3000,
  /** pages of one part: a worker of some minutes has time for many more, and would queue the rest again */
  pages: 30,
  /** how much more than its share the fullest shard has at the most */
  uneven: 1.05
}

const people = 1_000_000
const page = 500

/** The same numbers in every run. */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let n = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n
  return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32
}
const roll = dice(20261125)

const hex = (digits: number) => Math.floor(roll() * 16 ** digits).toString(16).padStart(digits, "0")

/** Ids as they are minted: a thousand people a second, so that their beginnings are nearly the same. */
const receiver = (n: number) => {
  const time = (1_790_000_000_000 + n).toString(16).padStart(12, "0")
  return UserId.make(`${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`)
}

const busiest: Slot = { zone: Zone.make("Europe/Berlin"), time: breakfast }
const zones = Intl.supportedValuesOf("timeZone").slice(0, 100).map((zone) => Zone.make(zone))
const quarters = ["00", "15", "30", "45"].flatMap((minute) =>
  Array.from({ length: 24 }, (_, hour) => WallTime.make(`${String(hour).padStart(2, "0")}:${minute}`))
)

/** Three in ten at the busiest hour; of the rest few zones have most, and most like the morning. */
const slotOf = (): Slot => {
  if (roll() < 0.3) return busiest
  const zone = zones[Math.floor(zones.length * roll() ** 3)]!
  return { zone, time: roll() < 0.5 ? breakfast : quarters[Math.floor(quarters.length * roll())]! }
}

const indexed = table.indexes.find(({ name }) => name === "GSI2")!
const relationship = RelationshipId.make("019ac5f2-0000-7000-8000-000000000000")

/** What the index keeps of a slot that is to end, the longest there are. */
const bytesIn = (receiver: UserId, slot: Slot) => {
  const from = LocalDate.make("2026-11-25")
  const item = { ...Slots.itemOf({ receiver, relationship, ...slot, from }), until: from }
  const kept = ["PK", "SK", indexed.partitionKey, indexed.sortKey, ...indexed.included]
  return bytesOf(marshall(Object.fromEntries(Object.entries(item).filter(([name]) => kept.includes(name)))))
}

describe("a million schedules", () => {
  it("leave every partition of the slot index far below its limit", () => {
    const counts = new Map<string, number>()
    for (let n = 0; n < people; n++) {
      const id = receiver(n)
      const partition = Slots.partition(slotOf(), Slots.shardOf(id))
      counts.set(partition, (counts.get(partition) ?? 0) + 1)
    }
    const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((sum, n) => sum + n, 0)
    const shards = Array.from({ length: Slots.shards }, (_, shard) => counts.get(Slots.partition(busiest, shard)) ?? 0)
    const fullest = [...counts.values()].reduce((most, n) => Math.max(most, n), 0)
    const bytes = bytesIn(receiver(0), busiest)
    const units = Math.ceil(fullest * bytes / 4096) / 2
    process.stdout.write(
      `${people} schedules in ${counts.size} partitions; the busiest slot has ${
        sum(shards)
      } in ${shards.length} shards of ` +
        `${Math.min(...shards)} to ${Math.max(...shards)}; the fullest is ${(fullest * bytes / 1e6).toFixed(1)} MB ` +
        `(${bytes} bytes each), ${units} read units of ${limits.readUnits} a second, ${
          Math.ceil(fullest / page)
        } pages\n`
    )
    assert.strictEqual(sum([...counts.values()]), people)
    assert.isAbove(sum(shards), 0.29 * people)
    assert.isAtMost(units, limits.readUnits)
    assert.isAtMost(Math.ceil(fullest / page), limits.pages)
    assert.isAtMost(Math.max(...shards), limits.uneven * sum(shards) / shards.length)
  })

  it("have one shard each for ever: another way to choose it needs another version of the key", () => {
    const id = UserId.make("019ac5f2-8d3a-7b41-9c55-0f1e2d3c4b5a")
    assert.strictEqual(Slots.partition(busiest, Slots.shardOf(id)), "SLOT#v1#Europe/Berlin#08:00#30")
  })
})
