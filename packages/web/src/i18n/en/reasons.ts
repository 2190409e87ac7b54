import { number, plural } from "../format.ts"

export const reasons = {
  title: "Why this one?",
  count: (times: number) =>
    times === 0
      ? "It was never sent before"
      : plural("en", times, { one: "It was sent once before", other: `It was sent ${number(times)} times before` }),
  recency: (days: number) =>
    days === 0
      ? "It last came earlier that day"
      : plural("en", days, { one: "It last came the day before", other: `It last came ${number(days)} days before` }),
  newness: (days: number) =>
    days === 0
      ? "It was written that day"
      : plural("en", days, {
        one: "It was written the day before",
        other: `It was written ${number(days)} days before`
      }),
  love: (times: number) =>
    plural("en", times, {
      one: "You loved it or answered once",
      other: `You loved it or answered ${number(times)} times`
    }),
  tag: (fits: boolean): string => fits ? "It was meant for such a day" : "It was meant for other days",
  wish: (more: boolean): string => more ? "You wanted more of this" : "You wanted less of this",
  scheduled: "It was kept for this very day",
  chosen: "It was chosen for you, by hand",
  notDrawn: "Nothing was drawn this time.",
  likelier: "made it likelier",
  unlikelier: "made it less likely",
  only: "It was the only one there was.",
  odds: (outOf: number, chance: string) => `1 of ${number(outOf)} that could have come. Its chance was ${chance}.`,
  fair: "The rest was luck: Lumi draws, nobody picks."
}
