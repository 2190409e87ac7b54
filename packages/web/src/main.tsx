import "./styles/index.css"
import { render } from "solid-js/web"
import { App } from "./App.tsx"
import { pages } from "./routes.ts"
import { keepInvite } from "./session/invite.ts"
import { guardSession, speakPreferred } from "./session/session.ts"
import { reloadWhenChunksAreGone, watchForUpdates } from "./shell/update.ts"

reloadWhenChunksAreGone()
keepInvite()
guardSession()
await speakPreferred()
const root = document.getElementById("app")
if (root) render(() => <App pages={pages} />, root)
if (import.meta.env.PROD) void watchForUpdates()
