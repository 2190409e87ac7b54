import type { Page } from "playwright-core"
import { assert, it } from "vitest"
import { onStage } from "./stage.ts"

onStage("answering the other one", (stage) => {
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "")

  it("a heart that could not be saved is taken back, with a word", async () => {
    const page = await stage.at("/affirmations")
    const heart = page.getByRole("listitem").getByRole("button", { name: "Love this" }).first()
    await heart.waitFor()
    await page.route("**/love", (route) => route.fulfill({ status: 503, json: { _tag: "Unavailable", message: "" } }))
    await heart.click()
    await page.getByText("The heart wasn’t saved").waitFor()
    assert.strictEqual(await heart.getAttribute("aria-pressed"), "false")

    await page.unroute("**/love")
    const saved = page.waitForResponse((answer) => answer.url().endsWith("/love"))
    await heart.click()
    assert.strictEqual((await saved).status(), 200)
    assert.strictEqual(await heart.getAttribute("aria-pressed"), "true")
    assert.isTrue(await heart.evaluate((button) => button === document.activeElement), "the focus was lost")
  })

  it("an answer stands under the words, can be changed and taken back, and is not lost when it fails", async () => {
    const page = await stage.at("/affirmations")
    const day = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Love this" }) }).first()
    const more = day.getByRole("button", { name: /^More about/ })
    const press = async (name: string) => {
      await more.click()
      await day.getByRole("button", { name }).click()
    }
    const field = page.getByLabel("Your answer")
    await press("Write back")
    await page.route("**/reply", (route) => route.fulfill({ status: 503, json: { _tag: "Unavailable", message: "" } }))
    await field.fill("Read this in the car park.")
    await page.getByRole("button", { name: "Send" }).click()
    await page.getByText("Your answer wasn’t sent").waitFor()
    await day.getByText("Read this in the car park.").waitFor({ state: "detached" })
    assert.match(await focused(page), /^More about/, "the focus was lost")

    await page.unroute("**/reply")
    await press("Write back")
    assert.strictEqual(await field.inputValue(), "Read this in the car park.")
    await field.press("Control+Enter")
    await page.getByText("Sent to Ada").waitFor()
    await page.reload()
    await day.getByText("Read this in the car park.").waitFor()

    await press("Change your answer")
    await page.getByRole("button", { name: "Take it back" }).click()
    await page.getByText("Taken back.").waitFor()
    await page.getByRole("button", { name: /Undo/ }).click()
    await day.getByText("Read this in the car park.").waitFor()
  })

  it("more or less like this is shown, kept, and undone by the same key", async () => {
    const page = await stage.at("/home")
    await page.getByRole("button", { name: "Open" }).click()
    const more = page.getByRole("button", { name: "More like this" })
    const less = page.getByRole("button", { name: "Less like this" })
    const saved = async (act: () => Promise<void>) => {
      const answer = page.waitForResponse((answer) => answer.url().endsWith("/wish"))
      await act()
      assert.strictEqual((await answer).status(), 200)
    }
    await saved(() => more.click())
    await saved(() => less.press("Enter"))
    await page.reload()
    await page.getByRole("button", { name: "Less like this", pressed: true }).waitFor()
    await page.getByRole("button", { name: "More like this", pressed: false }).waitFor()
    await saved(() => less.press("Enter"))
    await page.getByRole("button", { name: "Less like this", pressed: false }).waitFor()
  })
})
