import type { Factor, Reason } from "./Delivery.ts"

/** A stored reason in words, for the operator and for scripts; pages have their own words for it, in every language. */

const times = (count: number) => count === 1 ? "once" : `${count} times`
const days = (count: number) => count === 1 ? "1 day" : `${count} days`

/** What one factor says. */
export const say = ({ detail, figure, multiplier, name }: Factor): string => {
  switch (name) {
    case "count":
      return figure === null || figure === 0 ? "never sent before" : `sent ${times(figure)} before`
    case "recency":
      return figure === null ? "never sent" : figure < 1 ? "sent within a day" : `not sent for ${days(figure)}`
    case "newness":
      return figure === null || figure < 1 ? "written that day" : `written ${days(figure)} before`
    case "love":
      return `loved or answered ${times(figure ?? 0)}`
    case "tag":
      return detail === undefined ? "meant for other days" : `meant for such a day: ${detail}`
    case "wish":
      return multiplier > 1 ? "more like it were asked for" : "less like it were asked for"
    case "chosen":
      return "chosen by their partner"
    case "scheduled":
      return detail === undefined ? "kept for this date" : `kept for ${detail}`
  }
}

/** All of it in one line: "not sent for 41 days; loved or answered once; 1 of 12". */
export const of = ({ factors, late, outOf }: Reason): string =>
  [...factors.map(say), `1 of ${outOf}`, ...(late === undefined ? [] : [`${late} minutes late`])].join("; ")
