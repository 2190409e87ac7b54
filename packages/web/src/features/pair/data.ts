import { createEffect, onCleanup } from "solid-js"
import { type Output, tagOf } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import { pair } from "../../i18n/pair.ts"
import { me } from "../../session/me.tsx"

/** My invite and the one I asked by; secrets, so they leave no trace in the browser. */
export const invites = reading("invites.current", { kept: false })

/** What is open between me and somebody else. */
export type Current = Output<"invites.current">
export type MyInvite = NonNullable<Current["mine"]>
export type TheirInvite = NonNullable<Current["asked"]>
export type Stranger = TheirInvite["inviter"]

/** Asks the server how things stand: who asked, who answered, whether we are two by now. */
export const look = async (): Promise<void> => {
  await Promise.all([invites.refresh({}), me.refresh({})])
}

/** While somebody else has to act, looks again every few seconds; a hint over the wire only makes it faster. */
export const lookWhile = (waiting: () => boolean): void =>
  createEffect(() => {
    if (!waiting()) return
    const again = () => document.visibilityState === "visible" && void look().catch(() => {})
    const timer = setInterval(again, 5000)
    document.addEventListener("visibilitychange", again)
    onCleanup(() => {
      clearInterval(timer)
      document.removeEventListener("visibilitychange", again)
    })
  })

/** Why an invite cannot be used, in words that say what to do. */
export const refusal = (failure: unknown): string => {
  const { notDone, notFound, own, themPaired, youPaired } = pair()
  switch (tagOf(failure)) {
    case "InviteNotFound":
      return notFound
    case "OwnInvite":
      return own
    case "AlreadyPaired":
      return whoIsPaired(failure) === "them" ? themPaired : youPaired
    default:
      return notDone
  }
}

const whoIsPaired = (failure: unknown): unknown => {
  if (typeof failure !== "object" || failure === null || !("body" in failure)) return undefined
  const { body } = failure
  return typeof body === "object" && body !== null && "who" in body ? body.who : undefined
}
