import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe } from "vitest"
import { launch, type Seat, sitDown } from "./browser.ts"
import { type Lumi, makeLumi, missing, onFamily } from "./lumi.ts"
import { seed } from "./pages.ts"
import { type Person, signIn } from "./people.ts"

/** Where somebody sits, but for the address and who they are. */
export type Where = Partial<Omit<Seat, "baseURL" | "storageState">>

/** What a story plays on: a Lumi of its own with the couple of the demo in it, and a browser. */
export class Stage {
  private running: Lumi | undefined
  private browser: Browser | undefined
  private people: ReadonlyArray<Person> = []
  private readonly kept = new Map<string, ReturnType<BrowserContext["storageState"]>>()
  private readonly open: Array<BrowserContext> = []

  get lumi(): Lumi {
    return this.running!
  }

  /** Ada of the demo, who has written for Ben. */
  get ada(): Person {
    return this.people[0]!
  }

  /** Ben of the demo: the one whose pages most stories open. */
  get ben(): Person {
    return this.people[1]!
  }

  async set(): Promise<void> {
    this.running = makeLumi()
    this.browser = await launch()
    const demo = await seed(this.lumi)
    this.people = demo.people.map((person) => ({ ...person, password: demo.password }))
    await this.lumi.start()
  }

  /** A page in a browser of somebody's own, who is not signed in. */
  async stranger(where: Where = {}): Promise<Page> {
    return (await this.sit(where)).newPage()
  }

  /** A page of Ben's, or of whoever it is, who is signed in: the first time by the door, then by what was kept of it. */
  async at(path: string, { as = this.ben, ...where }: Where & { readonly as?: Person } = {}): Promise<Page> {
    this.kept.set(as.email, this.kept.get(as.email) ?? this.enter(as))
    const { cookies } = await this.kept.get(as.email)!
    const page = await (await this.sit(where, { cookies, origins: [] })).newPage()
    await page.goto(path)
    return page
  }

  /** Nobody is left on it: what stays open goes on asking. */
  async clear(): Promise<void> {
    await Promise.all(this.open.splice(0).map((context) => context.close()))
  }

  async strike(): Promise<void> {
    await this.browser?.close()
    await this.running?.stop()
  }

  private async sit(where: Where, storageState?: Seat["storageState"]): Promise<BrowserContext> {
    const seat = { baseURL: this.lumi.url, ...where, ...(storageState && { storageState }) }
    const context = await sitDown(this.browser!, seat)
    this.open.push(context)
    return context
  }

  private async enter(person: Person) {
    const context = await sitDown(this.browser!, { baseURL: this.lumi.url })
    await signIn(await context.newPage(), person)
    const state = await context.storageState()
    await context.close()
    return state
  }
}

/**
 * A story over the couple of the demo, told on whichever family has its turn. Each test opens the pages it needs, and they are
 * closed after it.
 */
export const onStage = (name: string, tests: (stage: Stage) => void): void => {
  describe.skipIf(missing)(onFamily(name), () => {
    const stage = new Stage()
    beforeAll(() => stage.set())
    afterEach(() => stage.clear())
    afterAll(() => stage.strike())
    tests(stage)
  })
}
