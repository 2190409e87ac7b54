import type { Browser, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { launch, sitDown } from "./browser.ts"
import { type Lumi, makeLumi, missing, onFamily } from "./lumi.ts"
import { type Demo, seed } from "./pages.ts"
import { signIn } from "./people.ts"

interface Odds {
  readonly items: ReadonlyArray<{ readonly text?: string }>
}

describe.skipIf(missing)(onFamily("what an operator reads"), () => {
  let lumi: Lumi
  let browser: Browser
  let demo: Demo

  beforeAll(async () => {
    lumi = makeLumi()
    browser = await launch()
    demo = await seed(lumi)
    await lumi.start()
  })
  afterAll(async () => {
    await browser?.close()
    await lumi?.stop()
  })

  const settings = async (email: string): Promise<Page> => {
    const page = await (await sitDown(browser, { baseURL: lumi.url })).newPage()
    await signIn(page, { email, password: demo.password })
    await page.goto("/settings")
    await page.getByRole("heading", { name: "Read by an operator" }).waitFor()
    return page
  }

  it("is seen by both of the two", async () => {
    const pages = await Promise.all(demo.people.map(({ email }) => settings(email)))
    for (const page of pages) await page.getByText("Nobody who runs this Lumi has opened").waitFor()
    const odds = ["affirm", "odds", "--receiver", demo.people[0]?.email ?? ""]
    assert.isUndefined((await lumi.operator(...odds) as Odds).items[0]?.text)
    assert.isString((await lumi.operator(...odds, "--reveal", "--yes") as Odds).items[0]?.text)
    for (const page of pages) {
      await page.reload()
      await page.getByText("Affirmations that may come").waitFor()
      assert.strictEqual(await page.getByText("Affirmations that may come").count(), 1)
    }
  })
})
