import { table } from "../src/Report.ts"
import type { Fault, Figures } from "./Fault.ts"

/** What became of one fault over all its seeds. */
export interface Row {
  readonly fault: Fault
  readonly figures: ReadonlyArray<Figures>
  /** what did not hold, each with its seed */
  readonly broken: ReadonlyArray<string>
  /** why it was not run at all */
  readonly skipped?: string
}

const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((all, one) => all + one, 0)

/** The value that this share of all does not exceed. */
const percentile = (share: number, values: ReadonlyArray<number>) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.length === 0 ? null : Math.round(sorted[Math.ceil(share * sorted.length) - 1]!)
}

/** Those figures are the worst of all seeds; what is counted is added up. */
const worst = (name: string) => name.endsWith(" ms")

const specialOf = (figures: ReadonlyArray<Figures>) => {
  const names = [...new Set(figures.flatMap(({ special }) => Object.keys(special)))]
  return Object.fromEntries(names.map((name) => {
    const values = figures.flatMap(({ special }) => special[name] ?? [])
    return [name, Math.round(worst(name) ? Math.max(...values) : sum(values))]
  }))
}

/** One row for scripts. */
export const json = ({ broken, fault, figures, skipped }: Row) => {
  const recovery = figures.flatMap(({ recovery }) => recovery)
  const of = (figure: "lost" | "twiceAtService" | "twiceForPerson" | "otherText" | "innocentDead") =>
    sum(figures.map((one) => one[figure]))
  return {
    number: fault.number,
    name: fault.name,
    seeds: figures.length,
    lost: of("lost"),
    twiceAtService: of("twiceAtService"),
    twiceForPerson: of("twiceForPerson"),
    otherText: of("otherText"),
    innocentDead: of("innocentDead"),
    recoveryMs: { p50: percentile(0.5, recovery), p95: percentile(0.95, recovery) },
    special: specialOf(figures),
    broken,
    skipped: skipped ?? null
  }
}

const head = [
  "#",
  "fault",
  "seeds",
  "lost",
  "twice at service",
  "twice for person",
  "other text",
  "innocent dead",
  "recovery p50 / p95 ms",
  "also",
  "holds"
]

/** All rows for people. */
export const lines = (rows: ReadonlyArray<Row>): ReadonlyArray<string> =>
  table(
    head,
    rows.map((row) => {
      const { broken, innocentDead, lost, name, number, otherText, recoveryMs, seeds, special, ...twice } = json(row)
      const counted = [seeds, lost, twice.twiceAtService, twice.twiceForPerson, otherText, innocentDead].map(String)
      const recovery = recoveryMs.p50 === null ? "-" : `${recoveryMs.p50} / ${recoveryMs.p95}`
      const also = Object.entries(special).map(([name, value]) => `${name} ${value}`).join(", ")
      const verdict = row.skipped !== undefined ? "skipped" : broken.length === 0 ? "yes" : "NO"
      return [String(number), name, ...counted, recovery, also, verdict]
    })
  )
