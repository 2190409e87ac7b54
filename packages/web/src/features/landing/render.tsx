import { renderToString } from "solid-js/web"
import { Landing } from "./Landing.tsx"
import { texts } from "./texts.ts"

/** The landing page as HTML; called by vite/landing.ts while the app is built. */
export const render = (language: "en" | "de") => ({
  html: renderToString(() => <Landing texts={texts[language]} />),
  title: `${texts[language].title.replace(/\.$/, "")} · Lumi`,
  description: texts[language].lede
})
