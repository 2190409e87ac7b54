// D1 to D3: one pick of 10,000, beside adding the weights up and what else is usual. node packages/core/bench/selection/run.ts
// CPU nanoseconds per candidate. CANDIDATES=10000 SEED=12345 ROUNDS=5
import * as Selection from "../../src/affirmations/Selection.ts"
import { interleave, judge, medians } from "../rounds.ts"
import { chiSquare } from "./chiSquare.ts"
import { aRes, mapReduceFind, sum } from "./others.ts"
import { day, now, poolOf, roll, weightsOf } from "./pool.ts"

const size = Number(process.env["CANDIDATES"] ?? 10_000)
const pool = poolOf(size)
const weights = weightsOf(size)

interface Way {
  readonly repeats: number
  readonly once: (few?: number) => unknown
}
const ofPool = (draw: (of: typeof pool) => unknown): Way["once"] => (few) => draw(few ? pool.slice(0, few) : pool)
const ofWeights = (draw: (of: Float64Array) => number): Way["once"] => (few) =>
  draw(few ? weights.subarray(0, few) : weights)

const ways: Record<string, Way> = {
  "sum of the weights": { repeats: 3000, once: ofWeights(sum) },
  "Lumi, one of the weights": { repeats: 3000, once: ofWeights((of) => Selection.pick(of, roll())) },
  "Lumi, one of the objects": { repeats: 100, once: ofPool((of) => Selection.draw(of, day, now, roll())) },
  "A-Res": { repeats: 50, once: ofWeights(aRes) },
  "map, reduce, find": { repeats: 50, once: ofPool(mapReduceFind) }
}

let kept: unknown
// a warm-up with few, as they come in life: else what is compiled is the middle of the first loop
for (let i = 0; i < 10_000; i++) for (const { once } of Object.values(ways)) kept = once(100)

const turns = await interleave(Object.keys(ways), (name) => {
  const { once, repeats } = ways[name]!
  const before = process.cpuUsage()
  for (let i = 0; i < repeats; i++) kept = once()
  const { system, user } = process.cpuUsage(before)
  const ns = (user + system) * 1000 / (repeats * size)
  return { ns, usPerPick: ns * size / 1000 }
}, Number(process.env["ROUNDS"] ?? 5) * 3)

/** Bytes of the heap that a pick takes: the least of several goes, as other things happen too. */
const bytesPerPick = () => {
  const few = weights.subarray(0, 64)
  const rolls = Float64Array.from({ length: 100_000 }, roll)
  const go = () => {
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < rolls.length; i++) kept = Selection.pick(few, rolls[i]!)
    return (process.memoryUsage().heapUsed - before) / rolls.length
  }
  return Math.min(...Array.from({ length: 20 }, go).slice(5).map(Math.abs))
}

const of = medians(turns)
const few = weightsOf(64)
const limit = of("sum of the weights", "ns")
const pick = of("Lumi, one of the weights", "ns")
const met = judge([
  { id: "D1", what: "ns of a pick, sum", ours: pick, theirs: limit, most: 6 },
  {
    id: "D2",
    what: "ns from objects, all factors and the cooldown, sum",
    ours: of("Lumi, one of the objects", "ns"),
    theirs: limit,
    most: 12
  },
  { id: "D3", what: "ns of A-Res, pick", ours: of("A-Res", "ns"), theirs: pick, least: 10 },
  { id: "D3", what: "bytes a pick allocates, one", ours: bytesPerPick(), theirs: 1, most: 0.5 },
  {
    id: "D3",
    what: "p of chi-square at 1,000,000 draws, 0.001",
    ours: chiSquare(few, 1_000_000, () => Selection.pick(few, roll())),
    theirs: 0.001,
    least: 1
  }
])
if (kept === undefined) console.log("unreachable: keeps the picks from being optimised away")
process.exit(met ? 0 : 1)
