/** A mail of plain text. */
export interface Message {
  readonly subject: string
  readonly text: string
}

const message = (subject: string, ...paragraphs: ReadonlyArray<string>): Message => ({
  subject,
  text: `${paragraphs.join("\n\n")}\n\nLumi\n`
})

/** After signing up: shows that the address is theirs. */
export const verifyEmail = (link: string) =>
  message(
    "Is this your address?",
    "Somebody, hopefully you, made an account at Lumi with this address. Open this link to show that it is yours:",
    link,
    "It works for one day. If it was not you, do nothing: without the link the account cannot be used."
  )

/** Asked for on the sign-in page. */
export const resetPassword = (link: string) =>
  message(
    "A new password for Lumi",
    "You asked to set a new password. Open this link to choose one:",
    link,
    "It works once, for one hour, and ends all your sessions. If you did not ask, do nothing: your password stays as it is."
  )

/** Instead of an answer that would tell a stranger who has an account. */
export const alreadyHere = (signIn: string) =>
  message(
    "You already have an account",
    "Somebody, hopefully you, tried to make an account at Lumi with this address. There is one already. Sign in here:",
    signIn,
    "If you forgot the password, you can ask for a new one there. If it was not you, do nothing: nothing has changed."
  )

/** Tells of every change of a password, so that a foreign one does not go unnoticed. */
export const passwordChanged = (signIn: string) =>
  message(
    "Your password was changed",
    "The password of your account at Lumi was changed, and all other sessions were ended.",
    "If it was not you, ask for a new password at once:",
    signIn
  )
