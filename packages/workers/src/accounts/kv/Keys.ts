import type { AuthItem, AuthKey } from "@lumi/core/accounts/AuthItem"
import { DateTime, Option, type Schema } from "effect"
import { createHash } from "node:crypto"
import type { Layout } from "./Layout.ts"

/** One row of one of Better Auth's models. */
export type Row = Schema.JsonObject

/** An item beside a row that makes it findable, and whether only one row may have it. */
export interface Entry extends AuthItem {
  readonly exclusive: boolean
}

/** Any value as a part of a key: storable, without the separator, and never longer than a store's keys may be. */
const part = (value: unknown) => {
  const text = encodeURIComponent(String(value).toWellFormed())
  return text.length <= 512 ? text : `sha256:${createHash("sha256").update(text).digest("base64url")}`
}

/** The row itself. */
export const row = (model: string, id: unknown): AuthKey => ({ pk: `AUTH#${model}#${part(id)}`, sk: "ROW" })

/** The partition whose items name all rows with that value. */
export const index = (model: string, field: string, value: unknown) => `AUTHX#${model}#${field}#${part(value)}`

/** The one item that rows with these values would share. */
export const unique = (model: string, fields: ReadonlyArray<string>, values: ReadonlyArray<unknown>): AuthKey => ({
  pk: `AUTHU#${model}#${fields.join("+")}#${values.map(part).join("#")}`,
  sk: "U"
})

/** The partition whose items name all rows of a model. */
export const list = (model: string) => `AUTHM#${model}`

/** When a row becomes worthless. */
export const expiry = (layout: Layout, model: string, row: Row): AuthItem["expiresAt"] => {
  const field = layout.expiry[model]
  const end = field === undefined ? undefined : row[field]
  return typeof end === "string" ? DateTime.make(end) : Option.none()
}

/** All items that must lie beside a row. */
export const entries = (layout: Layout, model: string, row: Row): ReadonlyArray<Entry> => {
  const item = (key: AuthKey, carries: ReadonlyArray<string>, exclusive: boolean): Entry => ({
    ...key,
    version: 1,
    value: Object.fromEntries(["id", ...carries].map((field) => [field, row[field] ?? null])),
    expiresAt: expiry(layout, model, row),
    exclusive
  })
  const has = (field: string) => row[field] !== null && row[field] !== undefined
  const sk = part(row.id)
  return [
    ...(layout.index[model] ?? []).filter(has)
      .map((field) => item({ pk: index(model, field, row[field]), sk }, [], false)),
    ...(layout.unique[model] ?? []).filter(({ fields }) => fields.every(has))
      .map(({ carries, fields }) => item(unique(model, fields, fields.map((field) => row[field])), carries, true)),
    ...(layout.listed ? [item({ pk: list(model), sk }, [], false)] : [])
  ]
}
