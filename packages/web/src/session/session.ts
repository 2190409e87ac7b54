import { createEffect } from "solid-js"
import { whenSignedOut } from "../api/client.ts"
import { forgetAll } from "../api/reading.ts"
import { send } from "../api/send.ts"
import { preferred, speak } from "../i18n/words.ts"
import { applyAppearance } from "./appearance.ts"
import { keptInvite } from "./invite.ts"
import type { Me } from "./me.tsx"
import { setOwner } from "./owner.ts"
import { setPresence } from "./presence.ts"

const leave = async (to: string) => {
  setOwner(undefined)
  setPresence(undefined)
  await forgetAll()
  // A whole new page: nothing of the one before stays in memory.
  location.assign(to)
}

/** Where to come back to after signing in: only ever a path of ours. */
export const nextPath = (search: string): string => {
  const next = new URLSearchParams(search).get("next") ?? ""
  return /^\/[a-z]/.test(next) && URL.canParse(next, location.origin) ? next : "/home"
}

let leaving = false

/** Sends whoever is not signed in (any more) to the door, and remembers where they were. */
export const guardSession = (): void =>
  whenSignedOut(() => {
    if (leaving) return
    leaving = true
    const here = location.pathname + location.search
    // Whoever comes with an invite is most likely new here.
    if (keptInvite() !== undefined) return void leave("/sign-up")
    void leave(here === "/" || here === "/home" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`)
  })

/** Signs out here: on the server first, then nothing is left in this browser. */
export const signOut = async (): Promise<void> => {
  // Whatever is still asked meanwhile is refused; that must not lead anywhere else.
  leaving = true
  try {
    const response = await send("/api/auth/sign-out")
    if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`)
  } catch (failure) {
    leaving = false
    throw failure
  }
  await leave("/")
}

/** The browser follows the account: its owner, its language, its appearance. Runs in the signed-in pages. */
export const followMe = (me: () => Me | undefined): void =>
  createEffect(() => {
    const known = me()
    if (known === undefined) return
    if (setOwner(known.user.id)) void forgetAll()
    applyAppearance(known.user.appearance)
    void speak(known.user.language)
  })

/** Before anybody is known: the language of the browser. */
export const speakPreferred = (): Promise<void> => speak(preferred())
