import { type AuthItem, type AuthWrite, type ConditionFailed, keyOf } from "@lumi/core/accounts/AuthItem"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import type { CleanedWhere } from "better-auth/adapters"
import { Array, Effect, Option, Schedule } from "effect"
import * as Keys from "./Keys.ts"
import type { Layout } from "./Layout.ts"
import { matches } from "./Where.ts"

type Where = ReadonlyArray<CleanedWhere>

/** The row itself was changed meanwhile: reading it again and trying again helps. A taken unique value does not go away. */
const rowMoved = (error: ConditionFailed | StoreUnavailable) =>
  error._tag === "ConditionFailed" && error.steps.includes(0)

const pause = Schedule.jittered(Schedule.spaced("2 millis"))

/** Better Auth's rows over the store: found by their entries, written together with them. */
export const make = (store: AuthStore["Service"], layout: Layout) => {
  const byIds = (model: string, ids: ReadonlyArray<unknown>) =>
    Effect.forEach(Array.dedupe(ids.map(String)), (id) => store.get(Keys.row(model, id)), { concurrency: "unbounded" })
      .pipe(Effect.map(Array.getSomes))

  /** Ids of the rows a clause can mean, when its field is one they can be found by. */
  const idsOf = (model: string, { field, mode, operator, value }: CleanedWhere) => {
    if (mode === "insensitive" || value === null || !(operator === "eq" || operator === "in")) return undefined
    const values: ReadonlyArray<unknown> = globalThis.Array.isArray(value) ? value : [value]
    if (field === "id") return Effect.succeed(values)
    if (layout.unique[model]?.some(({ fields }) => fields.length === 1 && fields[0] === field)) {
      return Effect.forEach(values, (value) => store.get(Keys.unique(model, [field], [value])), {
        concurrency: "unbounded"
      }).pipe(Effect.map((items) => Array.getSomes(items).map((item) => item.value.id)))
    }
    if (layout.index[model]?.includes(field)) {
      return Effect.forEach(values, (value) => store.query(Keys.index(model, field, value)), {
        concurrency: "unbounded"
      }).pipe(Effect.map((items) => items.flat().map((item) => item.value.id)))
    }
    return undefined
  }

  const candidates = (model: string, where: Where) => {
    const needed = where.length === 1 ? where : where.filter(({ connector }) => connector !== "OR")
    const ids = Option.firstSomeOf(needed.map((clause) => Option.fromUndefinedOr(idsOf(model, clause))))
    if (Option.isSome(ids)) return ids.value
    return layout.listed
      ? store.query(Keys.list(model)).pipe(Effect.map((items) => items.map((item) => item.value.id)))
      : Effect.die(new Error(`no index answers ${model} by ${where.map(({ field }) => field).join(", ") || "nothing"}`))
  }

  const find = Effect.fnUntraced(function*(model: string, where: Where) {
    const items = yield* byIds(model, yield* candidates(model, where))
    return items.filter(({ value }) => matches(value, where))
  })

  /** The steps that turn the entries of one row into those of the next. */
  const entrySteps = (model: string, before: Option.Option<Keys.Row>, after: Option.Option<Keys.Row>) => {
    const entries = Option.match({ onNone: () => [], onSome: (row: Keys.Row) => Keys.entries(layout, model, row) })
    const now = new Map(entries(before).map((entry) => [keyOf(entry), entry]))
    const next = new Map(entries(after).map((entry) => [keyOf(entry), entry]))
    const steps: Array<AuthWrite> = []
    for (const [key, { pk, sk }] of now) {
      if (!next.has(key)) steps.push({ kind: "remove", pk, sk, expected: "anything" })
    }
    for (const [key, { exclusive, ...item }] of next) {
      const old = now.get(key)
      if (old === undefined) steps.push({ ...item, kind: "put", expected: exclusive ? "nothing" : "anything" })
      else if (JSON.stringify([old.value, old.expiresAt]) !== JSON.stringify([item.value, item.expiresAt])) {
        steps.push({ ...item, kind: "put", expected: "anything" })
      }
    }
    return steps
  }

  const rowStep = (model: string, item: Pick<AuthItem, "pk" | "sk" | "value" | "version">) => ({
    ...item,
    kind: "put" as const,
    expiresAt: Keys.expiry(layout, model, item.value)
  })

  const insert = (model: string, row: Keys.Row) =>
    store.transact([
      { ...rowStep(model, { ...Keys.row(model, row.id), value: row, version: 1 }), expected: "nothing" },
      ...entrySteps(model, Option.none(), Option.some(row))
    ])

  /** Changes the first row that is meant, or removes it when `change` gives nothing; says what was there and what is. */
  const alter = Effect.fnUntraced(
    function*(model: string, where: Where, change: (row: Keys.Row) => Keys.Row | undefined) {
      const [item] = yield* find(model, where)
      if (item === undefined) return Option.none()
      const next = change(item.value)
      const row: AuthWrite = next === undefined
        ? { kind: "remove", pk: item.pk, sk: item.sk, expected: item.version }
        : { ...rowStep(model, { ...item, value: next, version: item.version + 1 }), expected: item.version }
      yield* store.transact([row, ...entrySteps(model, Option.some(item.value), Option.fromUndefinedOr(next))])
      return Option.some({ before: item.value, after: next ?? item.value })
    },
    Effect.retry({ while: rowMoved, times: 50, schedule: pause })
  )

  /** The same for every row that is meant, one after the other; says how many there were. */
  const alterAll = Effect.fnUntraced(
    function*(model: string, where: Where, change: (row: Keys.Row) => Keys.Row | undefined) {
      const items = yield* find(model, where)
      const altered = yield* Effect.forEach(
        items,
        ({ value }) => alter(model, [...where, same("id", value.id)], change)
      )
      return altered.filter(Option.isSome).length
    }
  )

  return { find, insert, alter, alterAll }
}

export type Rows = ReturnType<typeof make>

/** The clause that a field has a value. */
export const same = (field: string, value: Keys.Row[string] | undefined): CleanedWhere => ({
  field,
  value: typeof value === "object" ? null : value ?? null,
  operator: "eq",
  connector: "AND",
  mode: "sensitive"
})
