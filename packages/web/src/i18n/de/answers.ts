import type { answers as en } from "../en/answers.ts"
import { number, plural } from "../format.ts"

export const answers: typeof en = {
  to: (name) => `${name} antworten`,
  yours: "Deine Antwort",
  hint: (name) => `${name} kann sie lesen. Du kannst sie ändern oder zurücknehmen.`,
  send: "Senden",
  thankYou: "Danke",
  takeBack: "Zurücknehmen",
  sent: (name) => `An ${name} gesendet.`,
  takenBack: "Zurückgenommen.",
  tooLong: (over) => plural("de", over, { one: "1 Zeichen zu viel.", other: `${number(over)} Zeichen zu viel.` }),
  notSent:
    "Deine Antwort wurde nicht gesendet. Sie steht noch dort, wo du sie geschrieben hast; antworte gleich noch einmal.",
  notTakenBack: "Deine Antwort wurde nicht zurückgenommen. Sie ist wie zuvor; versuch es gleich noch einmal.",
  notUndone: "Es wurde nicht rückgängig gemacht. Es ist wie zuvor; versuch es gleich noch einmal."
}
