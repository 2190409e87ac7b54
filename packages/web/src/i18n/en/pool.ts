import { number } from "../format.ts"

export const pool = {
  which: "Which ones are shown",
  only: { all: "All", "never-sent": "Never sent", loved: "Loved", scheduled: "Scheduled", paused: "Paused" },
  none: {
    "never-sent": (name: string) => `${name} has had every one of them at least once.`,
    loved: (name: string) => `None of them has a heart from ${name} yet.`,
    scheduled: () => "None is kept for a date. A surprise comes on its day and on no other.",
    paused: () => "None is paused."
  },
  showAll: "Show all",
  begin: "Ways to begin",
  beginHint: "Finish one in your own words. Nothing is sent that you don’t keep.",
  beginWith: (beginning: string) => `Begin with “${beginning}”`,
  unfinished: "There are words on the sheet already. Keep them or take them away first.",
  beginnings: [
    "What you do without noticing, and I notice every time: …",
    "I still think of the evening when …",
    "Because of you I dare to …",
    "When you’re not there, I miss …",
    "Today I was glad of you, because …"
  ],
  left: (count: number, name: string) =>
    count === 0
      ? `${name} has seen all of them in the last 30 days`
      : `${number(count)} left that ${name} hasn’t seen in 30 days`,
  leftSafe: "After that, older ones come round again. Nothing runs dry.",
  empty: (name: string) => `Nothing for ${name} yet. The first one can be a single small thing you noticed today.`,
  oddsFor: (date: string) => `Odds for ${date}`,
  noOdds: "none",
  words: "Words"
}
