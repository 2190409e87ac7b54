import { Effect } from "effect"
import { families } from "../family.ts"
import type { CommonOptions } from "../options.ts"
import type { Report } from "../Report.ts"
import { report } from "../runtime.ts"

/** `lumi doctor` */
export const doctor = (options: CommonOptions) =>
  report(
    Effect.map(families[options.adapter].checks, (findings): Report => ({
      json: { ok: findings.every(({ ok }) => ok), items: findings.map((finding) => ({ ...finding })) },
      lines: findings.map(({ message, name, ok }) => `${ok ? "ok  " : "FIX "} ${name.padEnd(9)} ${message}`),
      incomplete: findings.some(({ ok }) => !ok)
    })),
    options
  )
