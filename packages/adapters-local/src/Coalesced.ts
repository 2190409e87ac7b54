import { type Context, Effect, Exit } from "effect"

/** How the writes of one kind are made: many by one statement, and one alone. */
interface Writes<Input, A, E> {
  /** what two writes must not share when they go in one statement */
  readonly key: (input: Input) => string
  /** what became of each, in the order given; `undefined` for one that has to be tried alone */
  readonly many: (inputs: ReadonlyArray<Input>) => Effect.Effect<ReadonlyArray<A | undefined>, unknown>
  readonly one: (input: Input) => Effect.Effect<A, E>
}

/** Somebody who waits for a write. */
interface Waiting<Input, A, E> {
  readonly input: Input
  readonly answer: (exit: Exit.Exit<A, E>) => void
}

/** The most rows of one statement. */
const most = 256

/**
 * Writes that arrive in one turn of the event loop go into one statement: a row more costs a small part of a statement more.
 * Each still fails alone: what the common statement does not settle, or all of it when it fails, is tried one by one.
 * Nothing waits for a timer, so a single write waits for nobody. By hand, as `RequestResolver` costs a fifth of a request.
 */
export const coalesced = <Input, A, E>(name: string, { key, many, one }: Writes<Input, A, E>) => {
  type Entry = Waiting<Input, A, E>

  /** Answers whom one statement can answer, and gives the others. */
  const together = Effect.fnUntraced(function*(entries: ReadonlyArray<Entry>) {
    const byKey = new Map<string, Entry>()
    for (const entry of entries) {
      const of = key(entry.input)
      if (!byKey.has(of)) byKey.set(of, entry)
    }
    const batch = [...byKey.values()]
    if (batch.length === 1) return entries
    const written = yield* Effect.catchCause(many(batch.map(({ input }) => input)), () => Effect.succeed([]))
    const settled = new Map(batch.map((entry, i) => [entry, written[i]]))
    return entries.filter((entry) => {
      const result = settled.get(entry)
      if (result !== undefined) entry.answer(Exit.succeed(result))
      return result === undefined
    })
  })

  const alone = (entry: Entry) => Effect.map(Effect.exit(one(entry.input)), entry.answer)

  const write = (entries: ReadonlyArray<Entry>) =>
    together(entries).pipe(
      Effect.flatMap((rest) => Effect.forEach(rest, alone, { concurrency: 4, discard: true })),
      // a bug on the way must leave nobody waiting; who has an answer keeps it
      Effect.catchCause((cause) => Effect.sync(() => entries.forEach(({ answer }) => answer(Exit.failCause(cause)))))
    )

  let waiting = new Set<Entry>()

  /** What has gathered goes on its way, under the span of whoever came first. */
  const send = (entries: Set<Entry>, context: Context.Context<never>) => {
    if (waiting === entries) waiting = new Set()
    const gathered = [...entries]
    // whoever leaves from now on leaves too late, and a second call for these finds nobody
    entries.clear()
    if (gathered.length > 0) Effect.runForkWith(context)(write(gathered))
  }

  return Effect.fn(name)((input: Input) =>
    Effect.withFiber<A, E>(({ context }) =>
      Effect.callback((answer) => {
        const entries = waiting
        const entry = { input, answer }
        entries.add(entry)
        if (entries.size === 1) setImmediate(send, entries, context)
        if (entries.size === most) waiting = new Set()
        // who goes before the statement does takes the write along
        return Effect.sync(() => void entries.delete(entry))
      })
    )
  )
}
