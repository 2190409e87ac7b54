import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Effect, Random } from "effect"

/** What SQS answers to a batch, of which every entry succeeds or fails for itself. */
export interface Answer {
  readonly Successful?: ReadonlyArray<{ readonly Id: string | undefined }> | undefined
  readonly Failed?:
    | ReadonlyArray<
      { readonly Id: string | undefined; readonly SenderFault: boolean | undefined; readonly Code: string | undefined }
    >
    | undefined
}

/** An entry with its name in the batch, by which the answer calls it. */
export type Entry<E> = E & { readonly Id: string }

const most = 10
/** of the entries of one request together, and of each: 1 MiB, less what the request itself may count for */
const mostBytes = 1_000_000
const concurrency = 16
/** rests of up to 0.1, 0.2 ... 3.2 s between rounds; whole requests are tried again by the SDK itself */
const rounds = 6

const chunksOf = <E>(entries: ReadonlyArray<E>, bytesOf: (entry: E) => number) => {
  const chunks: Array<Array<E>> = []
  let bytes = Infinity
  for (const entry of entries) {
    const size = bytesOf(entry)
    if (size > mostBytes) throw new Error(`A job of ${size} bytes is too large for SQS, which takes ${mostBytes}.`)
    const last = chunks.at(-1)
    if (last !== undefined && last.length < most && bytes + size <= mostBytes) {
      last.push(entry)
      bytes += size
    } else {
      chunks.push([entry])
      bytes = size
    }
  }
  return chunks
}

/**
 * Sends any number of entries, ten at a time and many times at once. What SQS fails to do is tried again with jitter; what
 * it refuses is given to nobody: the entries that were accepted are the answer.
 */
export const inBatches = Effect.fnUntraced(function*<E>(
  operation: string,
  entries: ReadonlyArray<E>,
  bytesOf: (entry: E) => number,
  call: (entries: ReadonlyArray<Entry<E>>) => Effect.Effect<Answer, StoreUnavailable>
) {
  const accepted = new Set<string>()
  let pending = entries.map((entry, index): Entry<E> => ({ ...entry, Id: String(index) }))
  for (let round = 0; pending.length > 0; round++) {
    const chunks = yield* Effect.sync(() => chunksOf(pending, bytesOf))
    const answers = yield* Effect.forEach(chunks, call, { concurrency })
    for (const { Successful = [] } of answers) for (const { Id } of Successful) if (Id !== undefined) accepted.add(Id)
    const failed = answers.flatMap(({ Failed = [] }) => Failed.filter(({ SenderFault }) => SenderFault !== true))
    const again = new Set(failed.map(({ Id }) => Id))
    pending = pending.filter(({ Id }) => again.has(Id))
    if (pending.length === 0) break
    if (round === rounds) {
      const codes = [...new Set(failed.map(({ Code }) => Code))].join(", ")
      return yield* new StoreUnavailable({ operation, cause: new Error(`${pending.length} entries failed: ${codes}`) })
    }
    yield* Effect.sleep(100 * 2 ** round * (yield* Random.next))
  }
  return entries.filter((_, index) => accepted.has(String(index)))
})
