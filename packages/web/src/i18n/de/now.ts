import type { now as en } from "../en/now.ts"

export const now: typeof en = {
  send: "Jetzt eins schicken",
  goes: (name) => `Geht gleich zu ${name}.`,
  onItsWay: (name) => `Eins ist unterwegs zu ${name}.`,
  sent: (name) => `An ${name} geschickt.`,
  takenBack: (name) => `Zurückgenommen. ${name} sieht nichts davon.`,
  tooLate: "Zu spät, um es zurückzunehmen.",
  notTakenBack: "Es kam keine Antwort, vielleicht geht es trotzdem hinaus.",
  used: (name, when) => `${name} hatte heute schon eins von dir. Das nächste kann ${when} gehen.`,
  refused: {
    none: "Es gibt noch nichts zu schicken. Schreib zuerst etwas.",
    resting: "Alles pausiert oder ist für einen Tag aufgehoben. Setz eins fort, um es zu schicken.",
    paused: "Es pausiert. Setz es fort, um es jetzt zu schicken.",
    kept: "Es ist für einen Tag aufgehoben. Nimm das Datum weg, um es jetzt zu schicken."
  },
  gone: "Der Text ist nicht mehr da.",
  unknown: "Es kam keine Antwort, darum ist nicht bekannt, ob eins hinausgeht. Schau gleich noch einmal.",
  unsent: {
    empty: () => "Es wurde nichts geschickt: Es war nichts mehr zu losen da.",
    deleted: () => "Es wurde nichts geschickt: Der Text wurde inzwischen gelöscht.",
    paused: () => "Es wurde nichts geschickt: Der Text pausiert inzwischen.",
    kept: () => "Es wurde nichts geschickt: Der Text ist inzwischen für einen Tag aufgehoben.",
    over: (name) => `Es wurde nichts geschickt: Lumi war aus, bis der Tag für ${name} vorbei war.`,
    parted: () => "Es wurde nichts geschickt."
  }
}
