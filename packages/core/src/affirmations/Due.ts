import { DateTime } from "effect"
import { LocalDate } from "../LocalDate.ts"
import { remembering, rules, type Zone } from "../Zone.ts"
import { type Slot, WallTime } from "./Slot.ts"

const quarter = 900_000
const day = 86_400_000

/** A slot whose hour has come: on which local date, and at which instant exactly. */
export interface DueSlot extends Slot {
  readonly date: LocalDate
  readonly at: DateTime.Utc
}

/** The quarter hours of a wall: made once, because a tick that was away for days goes through millions of slots. */
const times = Array.from(
  { length: day / quarter },
  (_, n) => WallTime.make(new Date(n * quarter).toISOString().slice(11, 16))
)

/** Milliseconds that a zone's walls are ahead of UTC at an instant. */
const offsetAt = (zone: DateTime.TimeZone.Named, instant: number): number =>
  DateTime.zonedOffset(DateTime.setZone(DateTime.makeUnsafe(instant), zone))

/** The first instant of a stretch with one change of offset at which the later offset holds. */
const changeBetween = (zone: DateTime.TimeZone.Named, from: number, to: number): number => {
  const before = offsetAt(zone, from)
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle) === before) low = middle
    else high = middle
  }
  return high
}

/**
 * The instant at which clocks on the wall show `wall` (as if it were UTC). A time that a gap skips is the first valid
 * instant after it, or the last quarter before it where the gap ends on the next day, as in Scoresbysund: a day that has
 * begun is nobody else's. Of a time that comes twice it is the first.
 */
const instantOf = (zone: DateTime.TimeZone.Named, wall: number): number => {
  const before = offsetAt(zone, wall - day)
  if (offsetAt(zone, wall - before) === before) return wall - before
  const after = offsetAt(zone, wall + day)
  if (offsetAt(zone, wall - after) === after) return wall - after
  const end = changeBetween(zone, wall - day, wall + day)
  return Math.floor((end + after) / day) === Math.floor(wall / day) ? end : end - quarter
}

const wallOf = (date: LocalDate, time: WallTime) => Date.parse(`${date}T${time}:00Z`)

/** The instant of a slot on a local date. */
export const instant = (slot: Slot, date: LocalDate): DateTime.Utc =>
  instantIn(rules(slot.zone), wallOf(date, slot.time))

const instantIn = remembering((zone: DateTime.TimeZone.Named, wall: number) =>
  DateTime.makeUnsafe(instantOf(zone, wall))
)

/**
 * The slots of one zone that fall due after `after` and not after `upTo`, in the order of the walls. Most of the time
 * no clock changes for days around, and then one offset says it all: no zone changes twice within three days.
 */
const inZone = (id: Zone, after: number, upTo: number): Array<DueSlot> => {
  const zone = rules(id)
  const offsets = [offsetAt(zone, after - day), offsetAt(zone, upTo + day)] as const
  const steady = offsets[0] === offsets[1]
  // a change of offset between the two can only widen what the walls may have shown
  const first = Math.floor((after + Math.min(...offsets)) / quarter) * quarter
  const last = upTo + Math.max(...offsets)
  const due: Array<DueSlot> = []
  let since = 0
  let date: LocalDate | undefined
  for (let wall = first; wall <= last; wall += quarter) {
    const at = steady ? wall - offsets[0] : instantOf(zone, wall)
    if (at <= after || at > upTo) continue
    const midnight = Math.floor(wall / day) * day
    if (date === undefined || midnight !== since) date = LocalDate.make(new Date(midnight).toISOString().slice(0, 10))
    since = midnight
    due.push({ zone: id, time: times[(wall - midnight) / quarter]!, date, at: DateTime.makeUnsafe(at) })
  }
  return due
}

/**
 * The slots that fall due after one instant and not after another, over all zones: what a tick has to queue. Of what it missed,
 * some belongs to a local date that is over: nothing comes of that but the knowledge that it was missed.
 */
export const slots = (zones: Iterable<Zone>, after: DateTime.Utc, upTo: DateTime.Utc): ReadonlyArray<DueSlot> =>
  Array.from(zones).flatMap((zone) => inZone(zone, DateTime.toEpochMillis(after), DateTime.toEpochMillis(upTo)))

/** Slots by the instant of their hour, the earliest first. */
export const byInstant = (
  slots: ReadonlyArray<DueSlot>
): ReadonlyArray<readonly [DateTime.Utc, ReadonlyArray<DueSlot>]> =>
  [...Map.groupBy(slots, ({ at }) => DateTime.toEpochMillis(at))]
    .toSorted(([a], [b]) => a - b)
    .map(([at, slots]) => [DateTime.makeUnsafe(at), slots])
