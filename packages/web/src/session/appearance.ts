import type { Me } from "./me.tsx"

export type Appearance = Me["user"]["appearance"]

const key = "lumi.theme"
const colours = { light: "#eef0ef", dark: "#0f171b" }

/** Shows light, dark or what the system says, from now on; public/theme.js does the same before the first paint. */
export const applyAppearance = (appearance: Appearance): void => {
  const page = document.documentElement
  if (appearance === "system") {
    delete page.dataset["theme"]
    localStorage.removeItem(key)
  } else {
    page.dataset["theme"] = appearance
    localStorage.setItem(key, appearance)
  }
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? colours.dark : colours.light
    meta.content = appearance === "system" ? own : colours[appearance]
  }
}
