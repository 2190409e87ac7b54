import { Effect, Exit, Request, RequestResolver } from "effect"

/** How the writes of one kind are made: many by one statement, and one alone. */
interface Writes<Input, A, E> {
  /** what two writes must not share when they go in one statement */
  readonly key: (input: Input) => string
  /** what became of each, in the order given; `undefined` for one that has to be tried alone */
  readonly many: (inputs: ReadonlyArray<Input>) => Effect.Effect<ReadonlyArray<A | undefined>, unknown>
  readonly one: (input: Input) => Effect.Effect<A, E>
}

/** The rest of what this turn of the event loop has to say; no timer, so a single write waits for nobody. */
const turn = Effect.callback<void>((resume) => {
  const waiting = setImmediate(() => resume(Effect.void))
  return Effect.sync(() => clearImmediate(waiting))
})

/**
 * Writes that arrive in one turn of the event loop go into one statement: a row more costs a small part of a statement more.
 * Each still fails alone: what the common statement does not settle, or all of it when it fails, is tried one by one.
 */
export const coalesced = Effect.fnUntraced(
  function*<Input, A, E>(name: string, { key, many, one }: Writes<Input, A, E>) {
    class Write extends Request.Class<{ readonly input: Input }, A, E> {}

    const resolver = RequestResolver.make<Write>(Effect.fnUntraced(function*(entries) {
      const together = new Map<string, typeof entries[number]>()
      for (const entry of entries) {
        const of = key(entry.request.input)
        if (!together.has(of)) together.set(of, entry)
      }
      const batch = [...together.values()]
      const written = batch.length === 1
        ? []
        : yield* Effect.catchCause(many(batch.map(({ request }) => request.input)), () => Effect.succeed([]))
      const settled = new Map(batch.map((entry, i) => [entry, written[i]]))
      yield* Effect.forEach(entries, (entry) => {
        const result = settled.get(entry)
        if (result !== undefined) return Effect.sync(() => entry.completeUnsafe(Exit.succeed(result)))
        return Effect.map(Effect.exit(one(entry.request.input)), (exit) => entry.completeUnsafe(exit))
      }, { concurrency: 4, discard: true })
    })).pipe(RequestResolver.setDelayEffect(turn), RequestResolver.batchN(256))

    return Effect.fn(name)((input: Input) => Effect.request(new Write({ input }), resolver))
  }
)
