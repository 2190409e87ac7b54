import { number, plural } from "../format.ts"

export const home = {
  title: "Home",
  parts: {
    morning: (weekday: string) => `${weekday} morning`,
    afternoon: (weekday: string) => `${weekday} afternoon`,
    evening: (weekday: string) => `${weekday} evening`,
    night: (weekday: string) => `${weekday} night`
  },
  together: (date: string, days: number) =>
    days < 1
      ? `${date}. You two, since today.`
      : `${date}. You two, for ${number(days)} ${plural("en", days, { one: "day", other: "days" })}.`,
  today: "Today’s words",
  leftYou: "left you something",
  byHand: "sent you this one by hand",
  byHandAt: (time: string) => `sent by hand, at ${time}`,
  love: "Love it",
  loveThis: "Love this",
  loved: "Loved",
  loveFailed: "The heart wasn’t saved. The words are safe; try again in a moment.",
  writeBack: "Write back",
  youAnswered: "You answered:",
  more: "More like this",
  less: "Less like this",
  wishFailed: "Your wish wasn’t saved. The words are safe; try again in a moment.",
  late: (time: string) => `came late, at ${time}`,
  whyThis: "Why this one?",
  next: (when: string, place: string) => `The next one comes ${when}, ${place} time.`,
  todayAt: (time: string) => `today at ${time}`,
  tomorrowAt: (time: string) => `tomorrow at ${time}`,
  dayAt: (day: string, time: string) => `on ${day} at ${time}`,
  early: (name: string) => `${name}’s words are still on their way.`,
  earlySafe: (when: string) => `They come ${when}.`,
  soon: (name: string) => `Something from ${name} is about to come.`,
  soonSafe: "Any moment now. You don’t have to reload.",
  empty: (name: string) => `Nothing came today. ${name}’s words have run out for now.`,
  emptySafe: "Write some yourself meanwhile. It may be catching.",
  waiting: (count: number, name: string) =>
    plural("en", count, {
      one: `1 text for ${name} is waiting`,
      other: `${number(count)} texts for ${name} are waiting`
    }),
  waitingSafe: "One goes out each day, never the same twice in a row while there are others.",
  noneWaiting: (name: string) => `Nothing is waiting for ${name}`,
  noneWaitingSafe: (name: string) => `${name} gets nothing tomorrow unless you write something.`,
  write: "Write",
  arrived: (name: string) => `${name} left you something.`
}
