import type { Browser, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe } from "vitest"
import { launch, sitDown, story } from "./browser.ts"
import { type Lumi, makeLumi, missing, onFamily } from "./lumi.ts"
import { ada, ben, connected, invite, isMarked, mark, signUp, signUpHere, write } from "./people.ts"

describe.skipIf(missing)(onFamily("telling the writer"), () => {
  let lumi: Lumi
  let browser: Browser
  let adas: Page
  let bens: Page
  const it = story()
  const row = (text: string) => adas.getByRole("listitem").filter({ hasText: text })

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

  it("Ada writes before there is anybody, changes and deletes what she wrote, and it is still there", async () => {
    await signUp(adas, ada)
    await adas.getByRole("link", { name: "Write a draft" }).click()
    await adas.getByRole("heading", { name: "Drafts", level: 1 }).waitFor()
    const draft = async (text: string) => {
      await adas.getByLabel("New words").fill(text)
      await adas.getByRole("button", { name: "Keep", exact: true }).click()
      await row(text).waitFor()
    }
    for (const text of ["You left the porch light on for me.", "Not this one.", "You hm."]) await draft(text)
    const act = async (text: string, what: string) => {
      await row(text).getByRole("button", { name: /^More about/ }).click()
      await row(text).getByRole("button", { name: what }).click()
    }
    await act("You hm.", "Edit")
    await adas.getByLabel("Edit these words").fill("You hum.")
    await adas.getByRole("button", { name: "Save" }).click()
    await row("You hum.").waitFor()
    await act("Not this one.", "Delete")
    await adas.getByRole("link", { name: "Pair up" }).click()
    await adas.getByRole("link", { name: "Write a draft" }).waitFor()
    await adas.goto("/manage")
    await row("porch light").waitFor()
    await row("You hum.").waitFor()
    await row("Not this one.").waitFor({ state: "detached" })
  })

  it("when Ben is let in her drafts are what can come to him, and one does", async () => {
    await adas.goto("/pair")
    await bens.goto(await invite(adas))
    await signUpHere(bens, ben)
    await bens.getByRole("button", { name: "Ask to be let in" }).click()
    await adas.getByRole("button", { name: "Yes, let Ben in" }).click()
    await adas.getByRole("link", { name: "Write for Ben" }).click()
    await row("You hum.").getByText("Never sent").waitFor()
    await row("You hum.").getByRole("button", { name: /^More about/ }).click()
    await row("You hum.").getByRole("button", { name: "Pause" }).click()
    await row("You hum.").getByText("Paused").waitFor()
    await row("porch light").waitFor()
    await adas.waitForLoadState("networkidle")
    await lumi.operator("affirm", "send", "--receiver", ben.email)
    await bens.goto("/home")
    await bens.getByRole("button", { name: "Open" }).click()
  })

  it("his heart shows on her open page, once however often it comes and goes", async () => {
    const live = connected(adas)
    await adas.goto("/manage")
    await row("porch light").waitFor()
    await live
    await mark(adas)
    const heart = (name: string) => bens.getByRole("button", { name, exact: true })
    await heart("Love it").click()
    await row("porch light").getByText("Loved").waitFor()
    await adas.getByText("Ben loved something you wrote.").waitFor()
    await heart("Loved").click()
    await row("porch light").getByText("Loved").waitFor({ state: "detached" })
    await heart("Love it").click()
    await row("porch light").getByText("Loved").waitFor()
    const kinds = await adas.evaluate(async () => {
      const { items } = await (await fetch("/api/notifications")).json()
      return items.map(({ kind }: { readonly kind: string }) => kind)
    })
    assert.deepStrictEqual(kinds, ["heart"])
  })

  it("his words stand under hers, change with what he changes, and are gone when he takes them back", async () => {
    const answer = async (button: string, text?: string) => {
      await bens.getByRole("button", { name: "Write back" }).click()
      if (text !== undefined) await bens.getByLabel("Your answer").fill(text)
      await bens.getByRole("button", { name: button, exact: true }).click()
    }
    await answer("Thank you")
    await row("porch light").getByText("Ben:").waitFor()
    await row("porch light").getByText("Thank you").waitFor()
    await adas.getByText("Ben wrote back.").waitFor()
    await answer("Send", "Always. It is on tonight too.")
    await row("porch light").getByText("It is on tonight too.").waitFor()
    await answer("Take it back")
    await row("porch light").getByText("Ben:").waitFor({ state: "detached" })
    assert.isTrue(await isMarked(adas), "Ada's page was reloaded")
  })

  it("a text is kept for a date from the first, and each is found among those like it", async () => {
    const year = new Date().getFullYear() + 1
    const chip = (name: string) => adas.getByRole("button", { name, exact: true })
    await adas.getByRole("button", { name: "Keep for a date" }).first().click()
    await adas.getByLabel("The date, where Ben is").fill(`${year}-12-24`)
    await adas.getByRole("button", { name: "Tags" }).click()
    await chip("Winter").click()
    await write(adas, "Ben", "Open the small drawer.")
    await row("small drawer").getByText(`Only on 24 Dec ${year}`).waitFor()
    await row("small drawer").getByText("Winter").waitFor()
    await write(adas, "Ben", "You laugh in your sleep.")

    const among = async (name: string, texts: ReadonlyArray<string>) => {
      await chip(name).click()
      await adas.locator(`button[aria-pressed="true"]`).filter({ hasText: name }).waitFor()
      for (const text of texts) await row(text).waitFor()
      await adas.waitForFunction(
        (count) => document.querySelectorAll("main li:has([popovertarget])").length === count,
        texts.length
      )
      assert.isTrue(await chip(name).evaluate((button) => button === document.activeElement), "the focus was lost")
    }
    await among("Scheduled 1", ["small drawer"])
    await among("Loved 1", ["porch light"])
    await among("Paused 1", ["You hum."])
    await among("Never sent 2", ["You hum.", "You laugh in your sleep."])
    await among("All 4", ["small drawer", "porch light", "You hum.", "You laugh in your sleep."])
  })

  it("a beginning of ours is finished by her, and goes nowhere before she keeps it", async () => {
    const sheet = adas.getByLabel("New words for Ben")
    await adas.getByRole("button", { name: /^Begin with “I still think of the evening/ }).click()
    assert.match(await sheet.inputValue(), /^I still think of the evening when …$/)
    await adas.keyboard.type("it rained.")
    assert.strictEqual(await sheet.inputValue(), "I still think of the evening when it rained.")
    await adas.getByRole("button", { name: "All 4", exact: true }).waitFor()
    await adas.getByRole("button", { name: "Keep", exact: true }).click()
    await row("when it rained.").waitFor()
    // five are enough to go on from
    await adas.getByRole("heading", { name: "Ways to begin" }).waitFor({ state: "detached" })
  })
})
