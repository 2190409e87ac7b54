import "./styles/index.css"
import { render } from "solid-js/web"
import { App } from "./App.tsx"
import { pages } from "./routes.ts"
import { keepInvite } from "./session/invite.ts"
import { guardSession, speakPreferred } from "./session/session.ts"
import { reloadWhenChunksAreGone } from "./shell/missingChunks.ts"

reloadWhenChunksAreGone()
keepInvite()
guardSession()
// Not a top-level await: the language's chunk imports this one, and each would wait for the other.
const start = async () => {
  await speakPreferred()
  const root = document.getElementById("app")
  if (root) render(() => <App pages={pages} />, root)
}
void start()

const watch = async () => (await import("./shell/update.ts")).watchForUpdates()
// The worker fetches everything ahead: not before the page has what it needs.
if (import.meta.env.PROD) {
  if (document.readyState === "complete") void watch()
  else addEventListener("load", () => void watch(), { once: true })
}
