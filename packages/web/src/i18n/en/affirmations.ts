import { number, plural } from "../format.ts"

export const affirmations = {
  title: "Affirmations",
  todayAt: (time: string) => `today, ${time}`,
  came: (time: string) => `Came at ${time}`,
  byHand: (time: string) => `Sent by hand, at ${time}`,
  cameBefore: (times: number, month: string) =>
    plural("en", times, {
      one: `Last came in ${month}`,
      other: `Came ${number(times)} times before, last in ${month}`
    }),
  surprise: "Kept for this day",
  hardDay: "A hard day",
  missed: {
    empty: (name: string) => `Nothing came. ${name}’s words had run out.`,
    late: (_name: string) => "Nothing came. Lumi was switched off until it was too late."
  },
  later: (month: string) => `Later: ${month}`,
  nothingIn: (month: string) => `Nothing came in ${month}.`,
  cameLate: (time: string) => `Came late, at ${time}`,
  moreAbout: (date: string) => `More about the words of ${date}`,
  changeReply: "Change your answer",
  wished: { more: "You want more like this", less: "You want less like this" },
  neither: "Neither more nor less",
  more: "Earlier ones"
}
