import { number, plural } from "../format.ts"

export const looking = {
  search: "Search",
  searchFor: (name: string) => `Search ${name}’s words`,
  which: "Which are shown",
  only: { all: "All", loved: "Loved", answered: "Answered", surprise: "Surprises" },
  month: "Go to a month",
  nothingBefore: (month: string) => `Nothing had come by ${month}.`,
  everything: "Show everything",
  empty: (name: string) => `Nothing has come yet. What ${name} writes for you arrives once a day and stays here.`,
  emptyAction: (name: string) => `Write for ${name}`,
  found: (count: number, more: boolean) =>
    more
      ? plural("en", count, { one: "1 found so far", other: `${number(count)} found so far` })
      : plural("en", count, { one: "1 found", other: `${number(count)} found` }),
  nothing: (query: string, name: string) => `No words of ${name}’s have “${query}” in them.`,
  nothingAmong: (query: string) => `None of these has “${query}” in it.`,
  nothingSuch: {
    loved: "You have given none of them a heart yet.",
    answered: "You have answered none of them yet.",
    surprise: "None of them was kept for its day yet."
  },
  searchedBack: (month: string) => `Searched back to ${month}.`,
  goOn: "Go on",
  hard: {
    today: "Today is a hard day",
    tomorrow: "Tomorrow will be a hard day",
    hint: (name: string) => `What ${name} meant for hard days becomes likelier. ${name} isn’t told.`,
    failed: "That wasn’t kept. It is as it was; try again in a moment."
  }
}
