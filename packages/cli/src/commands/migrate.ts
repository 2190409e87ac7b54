import { families } from "../family.ts"
import type { CommonOptions } from "../options.ts"
import { report } from "../runtime.ts"

/** `lumi migrate`: needs nothing but what is stored, which may be older than this Lumi. */
export const migrate = (options: CommonOptions) =>
  report(families[options.adapter].migrate(options.dryRun === true), options)
