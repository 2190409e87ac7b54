import * as Calendar from "@lumi/core/affirmations/Calendar"
import { WallTime } from "@lumi/core/affirmations/Slot"
import { at as dateAt, daysBetween, LocalDate } from "@lumi/core/LocalDate"
import { rules, Zone } from "@lumi/core/Zone"
import { DateTime, Effect, Result, Schema } from "effect"
import { usage } from "../CliError.ts"
import type { CommonOptions } from "../options.ts"
import { type Report, table } from "../Report.ts"
import type { RevealOptions } from "../reveal.ts"
import { report } from "../runtime.ts"

/** As they were typed. */
interface Options extends CommonOptions, RevealOptions {
  readonly receiver?: string
  readonly zone?: string
  readonly time?: string
  readonly from?: string
  readonly days: string
  readonly seed?: string
}

/** ten years */
const mostDays = 3660

const lastDate = LocalDate.make("9999-12-31")

const zoneOf = (text: string) =>
  Schema.decodeUnknownEffect(Zone)(text).pipe(
    Effect.mapError(() =>
      usage(`--zone ${text}: no time zone of this name is known here (any more). Take one such as Europe/Berlin.`)
    )
  )

const timeOf = (text: string) =>
  Schema.decodeUnknownEffect(WallTime)(text).pipe(
    Effect.mapError(() => usage(`--time ${text}: take a quarter of an hour such as 08:15.`))
  )

const dateOf = (text: string) =>
  Schema.decodeUnknownEffect(LocalDate)(text).pipe(
    Effect.mapError(() => usage(`--from ${text}: take a date of the calendar such as 2026-11-25.`))
  )

const daysOf = (text: string) => {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= mostDays
    ? Effect.succeed(days)
    : usage(`--days ${text}: take a whole number from 1 to ${mostDays}.`)
}

const note = ({ exists, wall }: Calendar.Hour, time: WallTime) =>
  !exists ? "this day never was: nothing" : wall === time ? "" : `clocks skip ${time}`

/** What a time on the wall of a zone would come to; needs nobody's instance. */
const whatIf = Effect.fnUntraced(function*(options: Options) {
  const { zone: named, time: typed } = options
  if (named === undefined || typed === undefined) {
    return yield* usage("Say for whom, by --receiver; or what if, by --zone and --time (and --from, --days).")
  }
  const [zone, time, days] = [yield* zoneOf(named), yield* timeOf(typed), yield* daysOf(options.days)]
  const from = options.from === undefined ? dateAt(yield* DateTime.now, rules(zone)) : yield* dateOf(options.from)
  if (daysBetween(from, lastDate) < days) return yield* usage(`--from ${from}: the calendar ends with ${lastDate}.`)
  const hours = Calendar.hours({ zone, time }, from, days)
  return {
    json: {
      items: hours.map(({ at, date, exists, wall }) => ({
        zone: named,
        localDate: date,
        localTime: wall,
        at: DateTime.formatIso(at),
        ...(!exists && { skipped: "no such day" })
      }))
    },
    lines: table(
      ["date", "time", named, "UTC", ""],
      hours.map((hour) => [hour.date, hour.wall, "", DateTime.formatIso(hour.at).slice(0, 16), note(hour, time)])
    )
  } satisfies Report
})

/** `lumi affirm preview`: only for a receiver does it look into an instance, and loads what it takes to. */
export const preview = async (options: Options): Promise<number> => {
  const { from, receiver, seed, time, zone } = options
  const asked = [["--zone", zone], ["--time", time], ["--from", from]].flatMap(([name, value]) => value ? [name] : [])
  const offline: CommonOptions = { ...options, adapter: "local" }
  if (receiver === undefined) {
    const alone = seed !== undefined ? "--seed" : options.reveal === true ? "--reveal" : undefined
    return report(alone === undefined ? whatIf(options) : usage(`${alone} goes with --receiver.`), offline)
  }
  if (asked.length > 0) {
    return report(usage(`${asked.join(" and ")} cannot go with --receiver: they say what if, for nobody.`), offline)
  }
  if (seed !== undefined && !/^-?\d{1,15}$/.test(seed)) {
    return report(usage(`--seed ${seed}: take a whole number.`), offline)
  }
  const days = await Effect.runPromise(Effect.result(daysOf(options.days)))
  if (Result.isFailure(days)) return report(days.failure, offline)
  const { foresee } = await import("./foresee.ts")
  return foresee(receiver, days.success, options)
}
