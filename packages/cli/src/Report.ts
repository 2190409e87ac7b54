import type { Schema } from "effect"

/** What a command has to say: `json` for scripts, `lines` for people. */
export interface Report {
  readonly json: Schema.Json
  readonly lines: ReadonlyArray<string>
  /** the command did its work, but not all of it ended well */
  readonly incomplete?: boolean
}

/** Columns as wide as their widest cell. */
export const table = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): ReadonlyArray<string> => {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  return [head, ...rows].map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd())
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
