import type { Browser, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe } from "vitest"
import { launch, sitDown, story } from "./browser.ts"
import { type Lumi, makeLumi, missing, onFamily } from "./lumi.ts"
import { ada, ben, connected, invite, isMarked, mark, signUp, signUpHere, write } from "./people.ts"

describe.skipIf(missing)(onFamily("sending one now"), () => {
  let lumi: Lumi
  let browser: Browser
  let adas: Page
  let bens: Page
  const it = story()
  const text = "You hum when you think nobody hears. I hear it through two doors."
  const sendOne = () => adas.getByRole("button", { name: "Send one now" })

  beforeAll(async () => {
    lumi = makeLumi()
    await lumi.start()
    browser = await launch()
    adas = await (await sitDown(browser, { baseURL: lumi.url })).newPage()
    bens = await (await sitDown(browser, { baseURL: lumi.url, device: "phone" })).newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await lumi?.stop()
  })

  it("Ada writes for Ben, sends one, and takes it back", async () => {
    await signUp(adas, ada)
    await bens.goto(await invite(adas))
    await signUpHere(bens, ben)
    await bens.getByRole("button", { name: "Ask to be let in" }).click()
    await adas.getByRole("button", { name: "Yes, let Ben in" }).click()
    await adas.getByRole("link", { name: "Write for Ben" }).click()
    await write(adas, "Ben", "You left the porch light on for me.")
    await write(adas, "Ben", text)
    await sendOne().click()
    await adas.getByText("Goes to Ben in a moment.").waitFor()
    await adas.getByText("One is on its way to Ben.").waitFor()
    await adas.getByRole("button", { name: /^Undo/ }).click()
    await adas.getByText("Taken back. Ben sees nothing of it.").waitFor()
    await adas.getByText("One is on its way to Ben.").waitFor({ state: "detached" })
  })

  it("one that she chose arrives on his open page, though hers is closed at once", async () => {
    const live = connected(bens)
    await bens.goto("/home")
    await bens.getByText("Ada’s words are still on their way.").or(bens.getByText("Something from Ada")).waitFor()
    await live
    await mark(bens)
    await adas.getByRole("button", { name: /^More about “You hum/ }).click()
    await adas.getByRole("button", { name: "Send it now" }).click()
    await adas.getByText("Goes to Ben in a moment.").waitFor()
    await adas.goto("about:blank")
    await bens.getByText("sent you this one by hand").waitFor({ timeout: 40_000 })
    assert.isTrue(await isMarked(bens), "Ben's page was reloaded")
    await bens.getByRole("button", { name: "Open" }).click()
    await bens.getByText(text).waitFor()
    await bens.getByRole("button", { name: "Love it" }).click()
    await bens.getByRole("button", { name: "Why this one?" }).click()
    await bens.getByText("It was chosen for you, by hand").waitFor()
    const came = await bens.evaluate(async () => {
      const { items } = await (await fetch("/api/deliveries")).json()
      return items.map(({ kind, text }: { readonly kind: string; readonly text: string }) => [kind, text])
    })
    assert.deepStrictEqual(came, [["extra", text]])
  })

  it("a second one of the day is refused, and Ada is told when the next can go", async () => {
    await adas.goto("/manage")
    const used = adas.getByText(/^Ben has had one from you today\. The next can go (tomorrow|today) at/)
    await used.waitFor()
    await sendOne().click()
    await adas.getByRole("status").filter({ hasText: "Ben has had one from you today." }).waitFor()
    assert.strictEqual(await used.count(), 2)
    assert.isTrue(await sendOne().evaluate((button) => button === document.activeElement), "the focus was lost")
    await adas.getByRole("listitem").filter({ hasText: text }).getByText("Loved").waitFor()
  })
})
