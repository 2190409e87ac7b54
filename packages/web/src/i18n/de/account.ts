import type { account as en } from "../en/account.ts"

export const account: typeof en = {
  signInTitle: "Schön, dich zu sehen",
  signIn: "Anmelden",
  signInWrong: "E-Mail und Passwort passen nicht zusammen. Prüfe beides, oder setze das Passwort zurück.",
  signUpTitle: "Richtet euren Ort ein",
  signUp: "Konto anlegen",
  signUpWrong:
    "Dieses Konto konnte nicht angelegt werden. Wenn du schon eines hast, melde dich an; sonst prüfe deine Eingaben oder bitte um eine Einladung, wer dieses Lumi betreibt.",
  easyPassword:
    "Dieses Passwort ist leicht zu erraten. Nimm einen kurzen Satz, der nichts mit deinem Namen zu tun hat.",
  needsInvite: "Ein Konto gibt es hier nur mit einer Einladung, die noch gilt. Bitte um einen neuen Link.",
  closed: "Dieses Lumi nimmt keine neuen Konten an.",
  unconfirmed: "Sieh in dein Postfach: Ein Link dort bestätigt die Adresse. Danach kannst du dich anmelden.",
  unreachable: "Lumi ist gerade nicht erreichbar. Deine Eingaben stehen noch da; versuch es gleich noch einmal.",
  tooOften: "Das war zu oft in kurzer Zeit. Warte ein paar Minuten und versuch es dann noch einmal.",
  email: "E-Mail",
  emailMissing: "Gib deine E-Mail-Adresse ein, etwa ada@example.org.",
  password: "Passwort",
  passwordHint: "Mindestens 12 Zeichen. Ein kurzer Satz lässt sich leicht merken.",
  passwordShort: "Das Passwort braucht mindestens 12 Zeichen.",
  passwordLong: "Das Passwort darf höchstens 128 Zeichen haben.",
  name: "Dein Name",
  nameHint: "So, wie du bei euch heißt.",
  nameMissing: "Gib einen Namen mit höchstens 60 Zeichen ein.",
  forgotten: "Vergessen?",
  newHere: "Neu hier?",
  already: "Schon hier gewesen?",
  inviteKept:
    "Deine Einladung ist aufgehoben. Sobald du drin bist, siehst du, von wem sie ist, bevor irgendetwas geteilt wird.",
  resetTitle: "Passwort zurücksetzen",
  resetLede:
    "Gib deine Adresse ein. Wenn es ein Konto gibt, kommt per E-Mail ein Link, der einmal und eine Stunde lang gilt.",
  resetAsk: "Link senden",
  resetAsked: "Sieh in dein Postfach",
  resetAskedSafe:
    "Wenn es zu dieser Adresse ein Konto gibt, ist ein Link unterwegs. Nichts gekommen? Wer dieses Lumi betreibt, kann dir einen Link machen.",
  newPasswordTitle: "Neues Passwort wählen",
  newPassword: "Neues Passwort",
  newPasswordSet: "Passwort setzen",
  newPasswordDone: "Das Passwort ist gesetzt. Melde dich damit an.",
  linkWrong: "Dieser Link gilt nicht mehr: Er wurde benutzt oder ist zu alt. Fordere einen neuen an.",
  back: "Zurück zur Anmeldung"
}
