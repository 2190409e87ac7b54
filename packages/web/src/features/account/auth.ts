import { send } from "../../api/send.ts"

/** What signing in, up, and resetting ask of the server; a failure says only what the page can do about it. */
export type AuthFailure =
  | "wrong"
  | "easy password"
  | "needs invite"
  | "closed"
  | "unconfirmed"
  | "too often"
  | "unreachable"

/** What the server says that lets nobody find out who has an account. Everything else is "wrong". */
const spoken: { readonly [code: string]: AuthFailure } = {
  PASSWORD_TOO_EASY: "easy password",
  SIGN_UP_NEEDS_INVITE: "needs invite",
  SIGN_UP_CLOSED: "closed",
  EMAIL_NOT_VERIFIED: "unconfirmed"
}

const post = async (path: string, body: Readonly<Record<string, unknown>>): Promise<AuthFailure | undefined> => {
  try {
    const response = await send(`/api/auth/${path}`, body)
    if (response.ok) {
      // where mail is sent, a new account begins with a letter and not with a session
      const { token } = await response.json() as { readonly token?: string | null }
      return token === null ? "unconfirmed" : undefined
    }
    if (response.status === 429) return "too often"
    if (response.status >= 500) return "unreachable"
    const { code } = await response.json() as { readonly code?: string }
    return spoken[code ?? ""] ?? "wrong"
  } catch {
    return "unreachable"
  }
}

export const signIn = (email: string, password: string) => post("sign-in/email", { email, password })

/** `invite` lets somebody in where only the invited may sign up. */
export const signUp = (name: string, email: string, password: string, invite: string | undefined) =>
  post("sign-up/email", { name, email, password, ...(invite !== undefined && { invite }) })

export const askForReset = (email: string) => post("request-password-reset", { email, redirectTo: "/reset" })

export const resetPassword = (token: string, newPassword: string) => post("reset-password", { token, newPassword })
