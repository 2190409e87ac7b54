import { Option, Schema } from "effect"

/** Where a list goes on: opaque to whoever holds it, signed at the edge. */
export const Cursor = Schema.String.check(Schema.isMaxLength(512)).pipe(Schema.brand("Cursor"))
export type Cursor = typeof Cursor.Type

/** One page of a list; `next` is absent on the last. */
export interface Page<A, C = string> {
  readonly items: ReadonlyArray<A>
  readonly next: Option.Option<C>
}

/** The first `limit` of rows that were read with one too many, and where to go on. */
export const of = <A, C>(rows: ReadonlyArray<A>, limit: number, position: (last: A) => C): Page<A, C> => ({
  items: rows.slice(0, limit),
  next: rows.length > limit ? Option.some(position(rows[limit - 1]!)) : Option.none()
})
