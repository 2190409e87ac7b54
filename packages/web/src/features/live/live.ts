import type { WireHint } from "@lumi/core/realtime/Hint"
import { revalidate } from "@solidjs/router"
import { run } from "../../api/client.ts"
import { home } from "../../i18n/home.ts"
import { said } from "../../i18n/said.ts"
import { connect } from "../../realtime/connect.ts"
import { me } from "../../session/me.tsx"
import { retryFailed } from "../../shell/again.ts"
import { toast } from "../../ui/toasts.ts"
import { settleZone } from "./zone.ts"

/** Everything that is shown is asked for again, and what failed tried again: what happened while nobody listened was missed. */
const look = () => {
  void revalidate()
  retryFailed()
}

/** What is said of it on whatever page is open. */
const wordFor = (hint: WireHint, name: string): string | undefined => {
  if (hint.topic === "affirmation") {
    // Home shows the letter itself and says so; what was answered has a record, and is said once by that.
    return hint.payload.event === "delivered" && location.pathname !== "/home" ? home().arrived(name) : undefined
  }
  if (hint.topic !== "notif" || !("kind" in hint.payload)) return undefined
  const { kind } = hint.payload
  return kind === "heart" ? said().loved(name) : kind === "reply" ? said().wroteBack(name) : undefined
}

const hear = async (hint: WireHint): Promise<void> => {
  if (hint.topic === "session") {
    // Somebody else acted: paired, parted, or signed this browser out; the answer tells which.
    await me.refresh({})
    return look()
  }
  look()
  const { relationship } = await me({})
  const word = relationship === null ? undefined : wordFor(hint, relationship.partner.name)
  if (word !== undefined) toast(word)
}

/** A session lasts as long as it is used, and this is what counts as use. */
const keepSession = () => void fetch("/api/auth/get-session").then((answer) => answer.text()).catch(() => {})

/** Listens for what happens elsewhere while the page is looked at; without a broker it looks when the page comes back. */
export const startLive = (): () => void => {
  keepSession()
  void settleZone().catch(() => {})
  const device = crypto.randomUUID()
  const connection = connect({
    ticket: () => run("realtime.ticket", { payload: { device } }),
    onHint: (hint) => void hear(hint).catch(() => {}),
    onUp: look,
    onDown: () => {}
  })
  const comeBack = () => {
    if (document.visibilityState !== "visible") return
    if (connection.state() === "up") retryFailed()
    else look()
  }
  const watching = new AbortController()
  document.addEventListener("visibilitychange", comeBack, watching)
  addEventListener("online", comeBack, watching)
  return () => {
    watching.abort()
    connection.close()
  }
}
