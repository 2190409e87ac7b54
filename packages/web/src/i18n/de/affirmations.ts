import type { affirmations as en } from "../en/affirmations.ts"
import { number, plural } from "../format.ts"

export const affirmations: typeof en = {
  title: "Affirmationen",
  todayAt: (time) => `heute, ${time}`,
  came: (time) => `Kam um ${time}`,
  byHand: (time) => `Von Hand geschickt, um ${time}`,
  cameBefore: (times, month) =>
    plural("de", times, {
      one: `Zuletzt im ${month}`,
      other: `Schon ${number(times)}-mal gekommen, zuletzt im ${month}`
    }),
  surprise: "Für diesen Tag aufgehoben",
  hardDay: "Ein schwerer Tag",
  missed: {
    empty: (name) => `Es kam nichts. ${name} hatte keine Worte mehr.`,
    late: () => "Es kam nichts. Lumi war ausgeschaltet, bis es zu spät war."
  },
  later: (month) => `Später: ${month}`,
  nothingIn: (month) => `Im ${month} kam nichts.`,
  cameLate: (time) => `Kam verspätet, um ${time}`,
  moreAbout: (date) => `Mehr zu den Worten vom ${date}`,
  changeReply: "Antwort ändern",
  wished: { more: "Du willst mehr davon", less: "Du willst weniger davon" },
  neither: "Weder mehr noch weniger",
  more: "Frühere"
}
