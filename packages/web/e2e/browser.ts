import { existsSync } from "node:fs"
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions
} from "playwright-core"
import { it } from "vitest"

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
]

const found = (): LaunchOptions | undefined => {
  const executablePath = process.env["LUMI_CHROMIUM"] ?? places.find((place) => existsSync(place))
  if (executablePath !== undefined) return { executablePath, args }
  // Where systems bring no Chromium people have Chrome, and Playwright knows where it lies.
  return process.platform === "linux" ? undefined : { channel: "chrome", args }
}

/** Why browser tests are skipped here; where all are required they run and fail instead. */
export const missing: string | undefined = found() === undefined && process.env["LUMI_REQUIRE_ALL"] !== "1"
  ? " (skipped: no Chromium; install it, or set LUMI_CHROMIUM)"
  : undefined

/** Tests that tell one story in parts: after one that failed, the rest would say nothing. */
export const story = () => {
  let broken = false
  return (name: string, part: () => Promise<void>): void =>
    void it(name, async ({ skip }) => {
      if (broken) skip("an earlier part failed")
      broken = true
      await part()
      broken = false
    })
}

/** Starts the browser. */
export const launch = (): Promise<Browser> => {
  const options = found()
  if (options === undefined) throw new Error("There is no Chromium: install it, or set LUMI_CHROMIUM to where it is.")
  return chromium.launch(options)
}

const devices = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
} satisfies Record<string, BrowserContextOptions>

export type Device = keyof typeof devices
export const everyDevice: ReadonlyArray<Device> = ["phone", "desktop"]
export const everyScheme = ["light", "dark"] as const

export interface Seat {
  readonly baseURL: string
  readonly device?: Device
  readonly colorScheme?: "light" | "dark"
  /** what is kept of an earlier context of the same person */
  readonly storageState?: Awaited<ReturnType<BrowserContext["storageState"]>>
  readonly extra?: BrowserContextOptions
}

/** A browser of one person's own: nobody else's cookies are in it. */
export const sitDown = async (
  browser: Browser,
  { baseURL, colorScheme, device = "desktop", extra, storageState }: Seat
) => {
  const context = await browser.newContext({
    baseURL,
    locale: "en-GB",
    timezoneId: "Europe/Brussels",
    ...devices[device],
    ...(colorScheme && { colorScheme }),
    ...(storageState && { storageState }),
    ...extra
  })
  context.setDefaultTimeout(30_000)
  return context
}
