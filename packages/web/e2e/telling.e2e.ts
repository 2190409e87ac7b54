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

  it("two people pair, and one text comes to Ben", async () => {
    await signUp(adas, ada)
    await bens.goto(await invite(adas))
    await signUpHere(bens, ben)
    await bens.getByRole("button", { name: "Ask to be let in" }).click()
    await adas.getByRole("button", { name: "Yes, let Ben in" }).click()
    await adas.getByRole("link", { name: "Write for Ben" }).click()
    await write(adas, "Ben", "You left the porch light on for me.")
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
})
