import type { AdapterFactoryCustomizeAdapterCreator, JoinConfig } from "better-auth/adapters"
import { Effect, Option, Schema } from "effect"
import type { Row } from "./Keys.ts"
import * as Rows from "./Rows.ts"
import { compare } from "./Where.ts"

/** Leaves Effect: Better Auth speaks in promises. */
export type Run = <A, E>(effect: Effect.Effect<A, E>) => Promise<A>

const decodeRow = Schema.decodeUnknownSync(Schema.JsonObject)
const json = (data: object): Row => decodeRow(JSON.parse(JSON.stringify(data)))

/** Gives a row the type Better Auth asked for; it made the row, and checks what it reads itself. */
const typed = <T>(row: Row): T => row as T

/** The questions and changes Better Auth asks of its models, over rows. */
export const models = (rows: Rows.Rows, run: Run): AdapterFactoryCustomizeAdapterCreator => (better) => {
  const name = better.getDefaultModelName

  const joined = Effect.fnUntraced(function*(row: Row, joins: JoinConfig | undefined) {
    const related = yield* Effect.forEach(
      Object.entries(joins ?? {}),
      Effect.fnUntraced(function*([model, { limit, on, relation }]) {
        const found = (yield* rows.find(name(model), [Rows.same(on.to, row[on.from])])).map(({ value }) => value)
        return [model, relation === "one-to-one" ? found[0] ?? null : found.slice(0, limit ?? 100)] as const
      })
    )
    return related.length === 0 ? row : { ...row, ...Object.fromEntries(related) }
  })

  /** Absent fields are there as null: otherwise an answer would tell a new row from a made-up one. */
  const complete = (model: string, data: object): Row => ({
    ...Object.fromEntries(
      Object.entries(better.schema[name(model)]?.fields ?? {}).map(([key, { fieldName }]) => [fieldName ?? key, null])
    ),
    ...json(data)
  })

  const selected = (model: string, select: ReadonlyArray<string>, joins: JoinConfig | undefined) => (row: Row): Row =>
    Object.fromEntries(
      [...select.map((field) => better.getFieldName({ model, field })), ...Object.keys(joins ?? {})]
        .map((field) => [field, row[field] ?? null])
    )

  return {
    create: ({ data, model }) => {
      const row = complete(model, data)
      return run(Effect.as(rows.insert(name(model), row), typed(row)))
    },
    findOne: ({ join, model, where }) =>
      run(Effect.gen(function*() {
        const [item] = yield* rows.find(name(model), where)
        return item === undefined ? null : typed(yield* joined(item.value, join))
      })),
    findMany: ({ join, limit, model, offset, select, sortBy, where }) =>
      run(Effect.gen(function*() {
        const found = (yield* rows.find(name(model), where ?? [])).map(({ value }) => value)
        if (sortBy !== undefined) {
          const sign = sortBy.direction === "asc" ? 1 : -1
          found.sort((a, b) => sign * compare(a[sortBy.field], b[sortBy.field]))
        }
        const page = found.slice(offset ?? 0, (offset ?? 0) + (limit ?? found.length))
        const whole = yield* Effect.forEach(page, (row) => joined(row, join))
        const shown = select === undefined || select.length === 0 ? whole : whole.map(selected(model, select, join))
        return shown.map((row) => typed(row))
      })),
    count: ({ model, where }) => run(Effect.map(rows.find(name(model), where ?? []), (found) => found.length)),
    update: ({ model, update, where }) =>
      run(Effect.map(
        rows.alter(name(model), where, (row) => ({ ...row, ...json(Object(update)) })),
        Option.match({ onNone: () => null, onSome: ({ after }) => typed(after) })
      )),
    updateMany: ({ model, update, where }) =>
      run(rows.alterAll(name(model), where, (row) => ({ ...row, ...json(update) }))),
    delete: ({ model, where }) => run(Effect.asVoid(rows.alter(name(model), where, () => undefined))),
    deleteMany: ({ model, where }) => run(rows.alterAll(name(model), where, () => undefined)),
    consumeOne: ({ model, where }) =>
      run(Effect.map(
        rows.alter(name(model), where, () => undefined),
        Option.match({ onNone: () => null, onSome: ({ before }) => typed(before) })
      )),
    incrementOne: ({ increment, model, set, where }) =>
      run(Effect.map(
        rows.alter(name(model), where, (row) => ({
          ...row,
          ...json(set ?? {}),
          ...Object.fromEntries(Object.entries(increment).map(([field, by]) => [field, Number(row[field] ?? 0) + by]))
        })),
        Option.match({ onNone: () => null, onSome: ({ after }) => typed(after) })
      ))
  }
}
