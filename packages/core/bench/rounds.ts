// What all benches share: interleaved rounds, medians, goals. Two runs are never compared with each other.

export const median = (values: ReadonlyArray<number>) => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** All once per round, the order reversed every other round, the first round thrown away; a turn that fails is void. */
export const interleave = async <A>(
  names: ReadonlyArray<string>,
  turn: (name: string) => A | Promise<A>,
  rounds = Number(process.env["ROUNDS"] ?? 5)
) => {
  const turns = new Map<string, Array<A>>(names.map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      try {
        const result = await turn(name)
        if (round >= 0) turns.get(name)?.push(result)
      } catch (error) {
        console.log(`void: round ${round}, ${name}: ${String(error)}`)
      }
    }
  }
  return turns
}

/** The medians of each peer's turns. */
export const medians = <A extends Record<string, number>>(turns: ReadonlyMap<string, ReadonlyArray<A>>) => {
  const of = (name: string, what: keyof A & string) => median((turns.get(name) ?? []).map((turn) => turn[what] ?? NaN))
  const rounded = (value: number) => Number(value.toPrecision(3))
  const columns = Object.keys([...turns.values()].flat()[0] ?? {})
  console.table(
    Object.fromEntries(Array.from(turns, ([name, all]) => [
      name,
      { turns: all.length, ...Object.fromEntries(columns.map((column) => [column, rounded(of(name, column))])) }
    ]))
  )
  return of
}

/** One goal: our figure by another's, and the most or the least it may be. */
export interface Goal {
  readonly id: string
  readonly what: string
  readonly ours: number
  readonly theirs: number
  readonly most?: number
  readonly least?: number
}

/** Prints the goals; true when all are met. */
export const judge = (goals: ReadonlyArray<Goal>): boolean => {
  const results = goals.map((goal) => {
    const ratio = goal.ours / goal.theirs
    const met = goal.most === undefined ? ratio >= (goal.least ?? 0) : ratio <= goal.most
    return { ...goal, ratio, met }
  })
  console.table(results.map(({ id, least, met, most, ours, ratio, theirs, what }) => ({
    id,
    what,
    ours: Number(ours.toPrecision(3)),
    theirs: Number(theirs.toPrecision(3)),
    ratio: Number(ratio.toPrecision(3)),
    goal: most === undefined ? `>= ${least}` : `<= ${most}`,
    met: met ? "yes" : "NO"
  })))
  return results.every(({ met }) => met)
}
