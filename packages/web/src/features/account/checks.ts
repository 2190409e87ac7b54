import { account } from "../../i18n/account.ts"

/** What has to be put right before anything is sent; undefined when nothing has. */
export const emailProblem = (email: string): string | undefined =>
  /^\S+@\S+$/.test(email.trim()) ? undefined : account().emailMissing

export const nameProblem = (name: string): string | undefined =>
  name.trim() !== "" && [...name.trim()].length <= 60 ? undefined : account().nameMissing

export const passwordProblem = (password: string): string | undefined => {
  if (password.length < 12) return account().passwordShort
  return password.length > 128 ? account().passwordLong : undefined
}
