import { Effect } from "effect"
import { migrate as apply, pending } from "../local/migrate.ts"
import type { CommonOptions } from "../options.ts"
import { count, type Report } from "../Report.ts"
import { report } from "../runtime.ts"

const brought = (names: ReadonlyArray<string>, dryRun: boolean): Report => ({
  json: { [dryRun ? "pending" : "applied"]: names },
  lines: names.length === 0
    ? ["The database is up to date."]
    : [`${count(names.length, "migration")} ${dryRun ? "would be applied" : "applied"}: ${names.join(", ")}`]
})

/** `lumi migrate`: needs nothing but the database, which may be older than this Lumi. */
export const migrate = (options: CommonOptions) => {
  const dryRun = options.dryRun === true
  return report(Effect.map(dryRun ? pending : apply, (names) => brought(names, dryRun)), options)
}
