import type { reasons as en } from "../en/reasons.ts"
import { number, plural } from "../format.ts"

export const reasons: typeof en = {
  title: "Warum gerade diese?",
  count: (times) =>
    times === 0
      ? "Sie wurden noch nie geschickt"
      : plural("de", times, {
        one: "Sie wurden schon einmal geschickt",
        other: `Sie wurden schon ${number(times)}-mal geschickt`
      }),
  recency: (days) =>
    days === 0
      ? "Sie kamen zuletzt am selben Tag"
      : plural("de", days, {
        one: "Sie kamen zuletzt am Tag davor",
        other: `Sie kamen zuletzt ${number(days)} Tage davor`
      }),
  newness: (days) =>
    days === 0
      ? "Sie wurden an dem Tag geschrieben"
      : plural("de", days, {
        one: "Sie wurden am Tag davor geschrieben",
        other: `Sie wurden ${number(days)} Tage davor geschrieben`
      }),
  love: (times) =>
    plural("de", times, {
      one: "Du hast einmal ein Herz gegeben oder geantwortet",
      other: `Du hast ${number(times)}-mal ein Herz gegeben oder geantwortet`
    }),
  tag: (fits) => fits ? "Sie waren für so einen Tag gedacht" : "Sie waren für andere Tage gedacht",
  wish: (more) => more ? "Du wolltest mehr davon" : "Du wolltest weniger davon",
  scheduled: "Sie waren für genau diesen Tag aufgehoben",
  chosen: "Sie wurden von Hand für dich ausgesucht",
  notDrawn: "Diesmal wurde nicht gelost.",
  likelier: "das machte sie wahrscheinlicher",
  unlikelier: "das machte sie unwahrscheinlicher",
  only: "Es gab keine anderen.",
  odds: (outOf, chance) => `1 von ${number(outOf)}, die hätten kommen können. Die Chance war ${chance}.`,
  fair: "Der Rest war Glück: Lumi lost, niemand wählt aus."
}
