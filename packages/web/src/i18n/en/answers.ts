import { number, plural } from "../format.ts"

export const answers = {
  to: (name: string) => `Write back to ${name}`,
  yours: "Your answer",
  hint: (name: string) => `${name} can read it. You can change it or take it back.`,
  send: "Send",
  thankYou: "Thank you",
  takeBack: "Take it back",
  sent: (name: string) => `Sent to ${name}.`,
  takenBack: "Taken back.",
  tooLong: (over: number) =>
    plural("en", over, { one: "1 character too many.", other: `${number(over)} characters too many.` }),
  notSent: "Your answer wasn’t sent. It stands where you wrote it; write back again in a moment.",
  notTakenBack: "Your answer wasn’t taken back. It is as it was; try again in a moment.",
  notUndone: "It wasn’t undone. It is as it was; try again in a moment."
}
