import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe } from "vitest"
import { launch, sitDown, story } from "./browser.ts"
import { type Lumi, makeLumi, missing, onFamily } from "./lumi.ts"
import { ada, ben, connected, invite, isMarked, mark, signUp, signUpHere, write } from "./people.ts"

const words = [
  "You hummed while doing the washing-up last night. I stood in the hallway until the song was over.",
  "You are allowed to be tired. The house still stands, the plants still like you, and so do I.",
  "Whatever the meeting decides, I already picked you."
]

/** How long a hint may take on a machine that is busy with other things; what a page asks for by itself comes later. */
const soon = 10_000

/** Home before the letter, whatever the hour. */
const nothingYet = (page: Page, partner: string) =>
  page.getByText(`${partner}’s words are still on their way`).or(
    page.getByText(`Something from ${partner} is about to come`)
  )
    .or(page.getByText(`${partner}’s words have run out`)).first().waitFor()

describe.skipIf(missing)(onFamily("first light"), () => {
  let lumi: Lumi
  let browser: Browser
  let hers: BrowserContext
  let his: BrowserContext
  let adas: Page
  let bens: Page
  let came = ""
  const it = story()

  beforeAll(async () => {
    lumi = makeLumi()
    await lumi.start()
    browser = await launch()
    hers = await sitDown(browser, { baseURL: lumi.url })
    his = await sitDown(browser, { baseURL: lumi.url, device: "phone" })
    adas = await hers.newPage()
    bens = await his.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await lumi?.stop()
  })

  it("two people become two by a link that survives the sign-up", async () => {
    await signUp(adas, ada)
    const link = await invite(adas)
    await mark(adas)

    await bens.goto(link)
    await bens.waitForURL("**/sign-up**")
    assert.notInclude(bens.url(), new URL(link).hash)
    await signUpHere(bens, ben)
    await bens.getByRole("heading", { name: "Ada invites you" }).waitFor()
    await bens.getByText(/@.*example/).waitFor()
    await bens.getByRole("button", { name: "Ask to be let in" }).click()
    await bens.getByRole("heading", { name: "You asked Ada" }).waitFor()

    await adas.getByRole("heading", { name: "Ben asks to be let in" }).waitFor()
    await adas.getByRole("button", { name: "Yes, let Ben in" }).click()
    await adas.getByRole("heading", { name: "Ada and Ben" }).waitFor()
    await bens.getByRole("heading", { name: "Ben and Ada" }).waitFor()
    assert.isTrue(await isMarked(adas), "Ada's page was reloaded")
  })

  it("what Ada writes is kept", async () => {
    await adas.getByRole("link", { name: "Write for Ben" }).click()
    for (const text of words) await write(adas, "Ben", text)
    await adas.reload()
    for (const text of words) await adas.getByRole("listitem").filter({ hasText: text }).waitFor()
  })

  it("one of them arrives on Ben's open page by itself, without a reload", async () => {
    const live = connected(bens)
    await bens.goto("/home")
    await nothingYet(bens, "Ada")
    await live
    await mark(bens)

    await lumi.operator("affirm", "send", "--receiver", ben.email)
    await bens.getByText("left you something").first().waitFor({ timeout: soon })
    assert.isTrue(await isMarked(bens), "Ben's page was reloaded")

    await bens.getByRole("button", { name: "Open" }).click()
    came = await bens.locator("article p.words").innerText()
    assert.include(words, came)
  })

  it("it is in his inbox, and among what he received", async () => {
    const inbox = await bens.evaluate(async () => (await fetch("/api/notifications")).json())
    assert.strictEqual(inbox.items.length, 1)
    assert.strictEqual(inbox.items[0].kind, "affirmation")
    await bens.getByRole("link", { name: "Affirmations" }).click()
    await bens.getByRole("heading", { name: "Affirmations", level: 1 }).waitFor()
    await bens.getByText(came).waitFor()
  })

  it("says why it was this one, and keeps his heart", async () => {
    await bens.goto("/home")
    await bens.getByRole("button", { name: "Why this one?" }).click()
    await bens.getByRole("dialog").getByText("1 of 3 that could have come").waitFor()
    await bens.keyboard.press("Escape")
    const saved = bens.waitForResponse((answer) => answer.url().endsWith("/love"))
    await bens.getByRole("button", { name: "Love it" }).click()
    await bens.getByRole("button", { name: "Loved", pressed: true }).waitFor()
    assert.strictEqual((await saved).status(), 200)
  })

  it("after a kill -9 of the server everything is still there, and open pages are live again by themselves", async () => {
    const live = connected(adas)
    await adas.goto("/home")
    await nothingYet(adas, "Ben")
    await live
    await mark(adas)
    // One more of hers, which the server dies under before it has anything to show.
    const bare = await hers.newPage()
    const listed = ({ pathname }: URL) => pathname === "/api/deliveries"
    const failed = bare.getByText("This didn’t work")
    await bare.route(listed, (asked) => asked.abort())
    const bareIsLive = connected(bare)
    await bare.goto("/affirmations")
    await failed.waitFor()
    await bareIsLive
    await bare.unroute(listed)

    const again = connected(adas)
    await lumi.kill()
    await lumi.start()

    await bens.goto("/home")
    await bens.getByText(came).waitFor()
    await bens.getByRole("button", { name: "Loved", pressed: true }).waitFor()

    if (lumi.brokerDies) await again
    await bens.goto("/manage")
    await write(bens, "Ada", "You were right about the lamp.")
    await lumi.operator("affirm", "send", "--receiver", ada.email)
    await adas.getByText("left you something").first().waitFor({ timeout: soon })
    assert.isTrue(await isMarked(adas), "Ada's page was reloaded")
    await bare.getByRole("button", { name: "Open" }).waitFor({ timeout: soon })
  })
})
