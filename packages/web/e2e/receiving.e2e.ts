import type { Browser, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { launch, sitDown } from "./browser.ts"
import { type Lumi, makeLumi, missing, onFamily } from "./lumi.ts"
import { type Demo, seed } from "./pages.ts"
import { signIn } from "./people.ts"

describe.skipIf(missing)(onFamily("what somebody received"), () => {
  let lumi: Lumi
  let browser: Browser
  let demo: Demo
  let page: Page

  beforeAll(async () => {
    lumi = makeLumi()
    browser = await launch()
    demo = await seed(lumi)
    await lumi.start()
    const context = await sitDown(browser, { baseURL: lumi.url })
    page = await context.newPage()
    await signIn(page, { email: demo.people[1]?.email ?? "", password: demo.password })
    await page.goto("/affirmations")
  })
  afterAll(async () => {
    await browser?.close()
    await lumi?.stop()
  })

  const field = () => page.getByRole("searchbox")
  const rows = () => page.getByRole("main").getByRole("listitem")
  const found = (what: RegExp) => page.getByRole("status").filter({ hasText: what }).waitFor()
  /** Search params as the address has them. */
  const address = () => Object.fromEntries(new URL(page.url()).searchParams)
  const allHave = async (words: string) => {
    const texts = await rows().locator(".words-m").allInnerTexts()
    assert.isAbove(texts.length, 0)
    for (const text of texts) assert.include(text.toLowerCase(), words)
  }

  it("a day that brought nothing stands at its date, with its reason, and hard days and surprises say so", async () => {
    await rows().filter({ hasText: "Nothing came. Lumi was switched off" }).waitFor()
    await rows().filter({ hasText: "A hard day" }).waitFor()
    await rows().filter({ hasText: "Kept for this day" }).first().waitFor()
  })

  it("words are found by a whole one and by the beginning of the last, without a key being pressed for it", async () => {
    await field().pressSequentially("on sunda")
    await found(/found/)
    await allHave("on sundays")
    assert.deepStrictEqual(address(), { q: "on sunda" })
    await field().fill("WRONG TRAIN")
    await field().press("Enter")
    await rows().filter({ hasText: "wrong train" }).first().waitFor()
    await allHave("wrong train")
    // one step back, however much was typed
    await page.goBack()
    await rows().filter({ hasText: "Nothing came" }).waitFor()
    assert.deepStrictEqual([address(), await field().inputValue()], [{}, ""])
  })

  it("hearts and answers are given to what was found, and stay", async () => {
    await page.goto("/affirmations?q=trai")
    const heart = rows().first().getByRole("button", { name: "Love this" })
    const before = await heart.getAttribute("aria-pressed")
    const saved = page.waitForResponse((answer) => answer.url().endsWith("/love"))
    await heart.click()
    assert.strictEqual((await saved).status(), 200)
    assert.notStrictEqual(await heart.getAttribute("aria-pressed"), before)
    await page.reload()
    await heart.waitFor()
    assert.notStrictEqual(await heart.getAttribute("aria-pressed"), before)
  })

  it("only those with a heart, an answer, or kept for their day are shown", async () => {
    await page.goto("/affirmations")
    const chip = (name: string) => page.getByRole("button", { name, exact: true })
    await chip("Answered").click()
    await found(/^3 found$/)
    await rows().filter({ hasText: "I was brave because you were there" }).waitFor()
    await chip("Surprises").click()
    await found(/^1 found$/)
    await chip("Loved").click()
    await page.getByRole("button", { name: "Loved", exact: true, pressed: true }).waitFor()
    await found(/^\d+ found$/)
    for (const heart of await rows().getByRole("button", { name: "Love this" }).all()) {
      assert.strictEqual(await heart.getAttribute("aria-pressed"), "true")
    }
    assert.deepStrictEqual(address(), { only: "loved" })
    await page.goBack()
    await found(/^1 found$/)
    assert.strictEqual(await chip("Surprises").getAttribute("aria-pressed"), "true")
  })

  it("what is not there is one sentence and one way on", async () => {
    await page.goto("/affirmations?q=submarine")
    await page.getByText("No words of Ada’s have “submarine” in them.").waitFor()
    await page.getByRole("link", { name: "Show everything" }).click()
    await rows().filter({ hasText: "Nothing came" }).waitFor()
  })

  it("a month is gone to, has an address, and leads back", async () => {
    const months = page.getByRole("combobox", { name: "Go to a month" })
    const wanted = await months.locator("option").last().getAttribute("value")
    assert.isNotNull(wanted)
    await months.selectOption(wanted)
    const first = rows().first().locator("time").first()
    await page.waitForURL(`**/affirmations?month=${wanted}`)
    await page.getByRole("link", { name: /^Later: / }).waitFor()
    assert.strictEqual((await first.getAttribute("datetime"))?.slice(0, 7), wanted)
    await page.reload()
    await first.waitFor()
    assert.strictEqual((await first.getAttribute("datetime"))?.slice(0, 7), wanted)
    assert.strictEqual(await months.inputValue(), wanted)
    await page.goBack()
    await rows().filter({ hasText: "Nothing came" }).waitFor()
    assert.deepStrictEqual(address(), {})
  })

  it("tomorrow is called a hard day, and it is kept", async () => {
    const tomorrow = page.getByRole("switch", { name: /^Tomorrow will be a hard day/ })
    const saved = page.waitForResponse((answer) => answer.url().endsWith("/hard-day"))
    await tomorrow.press("Space")
    assert.strictEqual((await saved).status(), 200)
    await page.reload()
    await tomorrow.waitFor()
    assert.isTrue(await tomorrow.isChecked())
  })

  it("a question without a network says so, and is asked again", async () => {
    await page.route("**/deliveries/search", (route) => route.abort())
    await field().fill("boiler")
    await field().press("Enter")
    const again = page.getByRole("button", { name: "Try again" })
    await again.waitFor()
    await page.unroute("**/deliveries/search")
    const answer = rows().filter({ hasText: "boiler" }).first()
    // news from the server may have asked already
    await Promise.race([again.click(), answer.waitFor()])
    await answer.waitFor()
  })
})
