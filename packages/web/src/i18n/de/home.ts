import type { home as en } from "../en/home.ts"
import { number, plural } from "../format.ts"

export const home: typeof en = {
  title: "Start",
  parts: {
    morning: (weekday) => `${weekday}morgen`,
    afternoon: (weekday) => `${weekday}nachmittag`,
    evening: (weekday) => `${weekday}abend`,
    night: (weekday) => `${weekday}nacht`
  },
  together: (date, days) =>
    days < 1
      ? `${date}. Ihr zwei, seit heute.`
      : `${date}. Ihr zwei, seit ${number(days)} ${plural("de", days, { one: "Tag", other: "Tagen" })}.`,
  today: "Die Worte von heute",
  leftYou: "hat dir etwas dagelassen",
  byHand: "hat dir das von Hand geschickt",
  byHandAt: (time) => `von Hand geschickt, um ${time}`,
  love: "Ins Herz schließen",
  loveThis: "Diese ins Herz schließen",
  loved: "Im Herzen",
  loveFailed: "Das Herz wurde nicht gespeichert. Die Worte sind sicher; versuch es gleich noch einmal.",
  writeBack: "Antworten",
  youAnswered: "Du hast geantwortet:",
  more: "Mehr davon",
  less: "Weniger davon",
  wishFailed: "Dein Wunsch wurde nicht gespeichert. Die Worte sind sicher; versuch es gleich noch einmal.",
  late: (time) => `kam verspätet, um ${time}`,
  whyThis: "Warum gerade diese?",
  next: (when, place) => `Die nächsten kommen ${when}, Ortszeit ${place}.`,
  todayAt: (time) => `heute um ${time}`,
  tomorrowAt: (time) => `morgen um ${time}`,
  dayAt: (day, time) => `am ${day} um ${time}`,
  early: (name) => `Worte von ${name} sind noch unterwegs.`,
  earlySafe: (when) => `Sie kommen ${when}.`,
  soon: (name) => `Gleich kommt etwas von ${name}.`,
  soonSafe: "Jeden Augenblick. Du musst nichts neu laden.",
  empty: (name) => `Heute kam nichts. ${name} sind die Worte vorerst ausgegangen.`,
  emptySafe: "Schreib solange selbst welche. Es könnte ansteckend sein.",
  waiting: (count, name) =>
    plural("de", count, { one: `1 Text wartet auf ${name}`, other: `${number(count)} Texte warten auf ${name}` }),
  waitingSafe: "Jeden Tag geht einer hinaus, nie derselbe zweimal, solange es andere gibt.",
  noneWaiting: (name) => `Auf ${name} wartet nichts`,
  noneWaitingSafe: (name) => `${name} bekommt morgen nichts, wenn du nichts schreibst.`,
  write: "Schreiben",
  arrived: (name) => `${name} hat dir etwas dagelassen.`
}
