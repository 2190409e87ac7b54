// What is drawn from: a pool as a store gives it, and columns of weights alone.
import { DateTime, Option } from "effect"
import { UserId } from "../../src/accounts/Account.ts"
import { Affirmation, AffirmationId } from "../../src/affirmations/Affirmation.ts"
import * as Day from "../../src/affirmations/Day.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { RelationshipId } from "../../src/relationships/Relationship.ts"
import { utc } from "../../src/Zone.ts"

export const now = DateTime.makeUnsafe("2026-11-25T08:00:00Z")
export const day = Day.of(LocalDate.make("2026-11-25"), utc, LocalDate.make("2024-05-01"))

let seed = Number(process.env["SEED"] ?? 12_345)

/** mulberry32: a run with the same seed draws the same. */
export const roll = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

export const weightsOf = (size: number) => Float64Array.from({ length: size }, () => 1 + Math.floor(roll() * 100) / 10)

const id = (n: number) => `019845e1-682f-7b02-a706-${String(n).padStart(12, "0")}`
const ago = () => DateTime.subtract(now, { days: Math.floor(roll() * 300) })

/** Three of four were sent, one of nine has a tag that holds, one of seven a heart, one of eleven a wish. */
export const poolOf = (size: number): ReadonlyArray<Affirmation> =>
  Array.from({ length: size }, (_, n) =>
    new Affirmation({
      id: AffirmationId.make(id(n)),
      relationship: RelationshipId.make(id(1)),
      author: UserId.make(id(2)),
      receiver: UserId.make(id(3)),
      text: `For you, number ${n}`,
      paused: false,
      timesSent: n % 4,
      lastSentAt: n % 4 === 0 ? Option.none() : Option.some(ago()),
      createdAt: ago(),
      tags: n % 9 === 0 ? ["wednesday"] : [],
      loves: n % 7 === 0 ? 1 : 0,
      replies: 0,
      wish: n % 11 === 0 ? "more" : null
    }))
