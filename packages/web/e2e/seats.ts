import type { Browser, BrowserContext, Page } from "playwright-core"
import { type Device, sitDown } from "./browser.ts"
import type { Lumi } from "./lumi.ts"
import { type Demo, type Place, seed } from "./pages.ts"
import { ada, signIn, signUp } from "./people.ts"

type State = Awaited<ReturnType<BrowserContext["storageState"]>>

/** Everybody a page can be looked at by, signed in once and kept. */
export class Seats {
  private readonly browser: Browser
  private readonly lumi: Lumi
  private readonly states: Record<Place["who"], State | undefined>
  private readonly lasting = new Map<string, Promise<BrowserContext>>()

  private constructor(browser: Browser, lumi: Lumi, states: Record<Place["who"], State | undefined>) {
    this.browser = browser
    this.lumi = lumi
    this.states = states
  }

  static async prepare(browser: Browser, lumi: Lumi): Promise<Seats> {
    const demo: Demo = await seed(lumi)
    await lumi.start()
    const stateOf = async (enter: (context: BrowserContext) => Promise<void>) => {
      const context = await sitDown(browser, { baseURL: lumi.url })
      await enter(context)
      const { cookies } = await context.storageState()
      await context.close()
      return { cookies, origins: [] }
    }
    return new Seats(browser, lumi, {
      nobody: undefined,
      member: await stateOf(async (context) => {
        const { email = "" } = demo.people[1] ?? {}
        await signIn(await context.newPage(), { email, password: demo.password })
      }),
      single: await stateOf(async (context) => signUp(await context.newPage(), ada))
    })
  }

  /** A browser of that person's, with nothing in it but who they are. */
  take(who: Place["who"], device: Device, colorScheme: "light" | "dark"): Promise<BrowserContext> {
    const state = this.states[who]
    return sitDown(this.browser, {
      baseURL: this.lumi.url,
      device,
      colorScheme,
      ...(state && { storageState: state }),
      extra: { reducedMotion: "reduce", serviceWorkers: "block" }
    })
  }

  /**
   * Looks at a new page of that person's. Nothing is in its browser but who they are, and the files that never change: these are
   * loaded once for all pages.
   */
  async look(who: Place["who"], device: Device, use: (page: Page) => Promise<void>): Promise<void> {
    const name = `${who} ${device}`
    this.lasting.set(name, this.lasting.get(name) ?? this.take(who, device, "light"))
    const page = await (await this.lasting.get(name)!).newPage()
    await use(page)
    await page.evaluate(() => localStorage.clear())
    await page.close()
  }
}
