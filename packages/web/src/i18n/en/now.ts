export const now = {
  send: "Send one now",
  goes: (name: string) => `Goes to ${name} in a moment.`,
  onItsWay: (name: string) => `One is on its way to ${name}.`,
  sent: (name: string) => `Sent to ${name}.`,
  takenBack: (name: string) => `Taken back. ${name} sees nothing of it.`,
  tooLate: "Too late to take it back.",
  notTakenBack: "No answer came, so it may go all the same.",
  used: (name: string, when: string) => `${name} has had one from you today. The next can go ${when}.`,
  refused: {
    none: "There is nothing to send yet. Write something first.",
    resting: "All of it is paused or kept for a date. Resume one to send it.",
    paused: "It is paused. Resume it to send it now.",
    kept: "It is kept for a date. Take the date off to send it now."
  },
  gone: "That text is no longer here.",
  unknown: "No answer came, so it isn’t known whether one goes. Look again in a moment.",
  unsent: {
    empty: () => "Nothing was sent: there was nothing left to draw.",
    deleted: () => "Nothing was sent: the text was deleted meanwhile.",
    paused: () => "Nothing was sent: the text was paused meanwhile.",
    kept: () => "Nothing was sent: the text was kept for a date meanwhile.",
    over: (name: string) => `Nothing was sent: Lumi was off until ${name}’s day was over.`,
    parted: () => "Nothing was sent."
  }
}
