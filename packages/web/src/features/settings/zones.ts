/** The zones of one part of the world, for a list to choose from. */
export interface Region {
  readonly name: string
  readonly zones: ReadonlyArray<string>
}

/** The zone this device is in. */
export const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Every zone the browser knows by region, and the one that is set even when the browser does not list it. */
export const regions = (
  set: string,
  known: ReadonlyArray<string> = Intl.supportedValuesOf("timeZone")
): ReadonlyArray<Region> => {
  const byRegion = new Map<string, Array<string>>()
  for (const zone of new Set(["UTC", set, ...known])) {
    const name = zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : "UTC"
    byRegion.set(name, [...byRegion.get(name) ?? [], zone])
  }
  return Array.from(byRegion, ([name, zones]) => ({ name, zones: zones.toSorted() }))
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
}

/** All quarter hours of a day, as they stand on a wall. */
export const quarterHours: ReadonlyArray<string> = Array.from(
  { length: 96 },
  (_, quarter) => `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String(quarter % 4 * 15).padStart(2, "0")}`
)
