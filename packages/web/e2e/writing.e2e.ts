import type { Page } from "playwright-core"
import { assert, it, vi } from "vitest"
import { uuidV7 } from "../src/features/manage/uuid.ts"
import { isMarked, mark, write } from "./people.ts"
import { onStage } from "./stage.ts"

onStage("writing for the other one", (stage) => {
  const row = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text })
  const act = async (page: Page, text: string, what: string) => {
    await row(page, text).getByRole("button", { name: /^More about/ }).click()
    await row(page, text).getByRole("button", { name: what }).click()
  }
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "")
  const texts = (page: Page): Promise<ReadonlyArray<string>> =>
    page.evaluate(async () => {
      const { items } = await (await fetch("/api/affirmations")).json()
      return items.map(({ text }: { readonly text: string }) => text)
    })

  it("what does not fit is said, and not cut off", async () => {
    const page = await stage.at("/manage")
    const field = page.getByLabel("New words for Ada")
    await field.fill("🫂".repeat(281))
    await page.getByText("1 character too many").waitFor()
    await page.getByRole("button", { name: "Keep", exact: true }).click()
    assert.strictEqual(await field.inputValue(), "🫂".repeat(281))
    await field.fill("🫂".repeat(280))
    await page.getByRole("button", { name: "Keep", exact: true }).click()
    await row(page, "🫂".repeat(280)).waitFor()
  })

  it("an edit in place is kept, Escape leaves it as it was, and the focus comes back", async () => {
    const page = await stage.at("/manage")
    await write(page, "Ada", "You were right about the lamb.")
    await act(page, "about the lamb", "Edit")
    await page.getByLabel("Edit these words").fill("You were right about the lamp.")
    await page.keyboard.press("Escape")
    await row(page, "about the lamb").waitFor()
    assert.match(await focused(page), /^More about/)

    await act(page, "about the lamb", "Edit")
    await page.getByLabel("Edit these words").fill("You were right about the lamp, too.")
    await page.getByRole("button", { name: "Save" }).click()
    await row(page, "about the lamp, too.").waitFor()
    await page.reload()
    await row(page, "about the lamp, too.").waitFor()
  })

  it("what is paused says so, here and after a reload", async () => {
    const page = await stage.at("/manage")
    await write(page, "Ada", "Not this week.")
    await act(page, "Not this week.", "Pause")
    await row(page, "Not this week.").getByText("Paused").waitFor()
    await page.waitForLoadState("networkidle")
    await page.reload()
    await row(page, "Not this week.").getByText("Paused").waitFor()
  })

  it("what is deleted comes back with Undo, and is gone when the page is left", async () => {
    const page = await stage.at("/manage")
    await write(page, "Ada", "Keep this one.")
    await write(page, "Ada", "Forget this one.")
    await act(page, "Keep this one.", "Delete")
    await row(page, "Keep this one.").waitFor({ state: "detached" })
    assert.match(await focused(page), /^More about/, "the focus went with it")
    await page.getByRole("button", { name: /Undo/ }).click()
    await row(page, "Keep this one.").waitFor()

    await act(page, "Forget this one.", "Delete")
    await row(page, "Forget this one.").waitFor({ state: "detached" })
    assert.include(await texts(page), "Forget this one.")
    await page.goto("/home")
    // It was sent by a page that is no more, so nothing here tells when it has arrived.
    await vi.waitFor(async () => assert.notInclude(await texts(page), "Forget this one."), 30_000)
    assert.include(await texts(page), "Keep this one.")
  })

  it("a long list goes on where it ended, nothing twice and nothing left out", async () => {
    const page = await stage.at("/home")
    const many = await page.evaluate(async (ids) => {
      const statuses: Array<number> = []
      for (const [n, id] of ids.entries()) {
        const body = JSON.stringify({ id, text: `One of many, number ${n}.` })
        // as the app does it: where the edge signs for a function it takes the hash from whoever sends
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body))).toHex()
        const answer = await fetch("/api/affirmations", {
          method: "POST",
          headers: { "content-type": "application/json", "x-amz-content-sha256": hash },
          body
        })
        statuses.push(answer.status)
      }
      return statuses
    }, Array.from({ length: 70 }, () => uuidV7()))
    assert.deepStrictEqual([...new Set(many)], [200])

    await page.goto("/manage")
    const more = page.getByRole("button", { name: "Earlier ones" })
    await more.waitFor()
    while (await more.isVisible()) {
      await more.click()
      await page.waitForFunction(() => document.querySelector("[aria-busy]") === null)
    }
    const shown = await page.getByRole("listitem").filter({ hasText: "One of many" }).allInnerTexts()
    assert.strictEqual(shown.length, 70)
    assert.strictEqual(new Set(shown).size, 70)
  })

  it("while the server is away nothing typed is lost, and what is tried again is written once", async () => {
    const page = await stage.at("/manage")
    await page.getByLabel("New words for Ada").fill("Written in a power cut.")
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await mark(page)
    await stage.lumi.kill()
    await page.getByRole("button", { name: "Keep", exact: true }).click()
    await page.getByText("Your words are still here").waitFor()
    assert.isTrue(await isMarked(page), "the page was reloaded under the writer's hands")
    await page.reload()
    await page.getByLabel("New words for Ada").waitFor()

    await stage.lumi.start()
    await page.goto("/manage")
    assert.strictEqual(await page.getByLabel("New words for Ada").inputValue(), "Written in a power cut.")
    await page.getByRole("button", { name: "Keep", exact: true }).click()
    await row(page, "Written in a power cut.").waitFor()
    assert.strictEqual((await texts(page)).filter((text) => text === "Written in a power cut.").length, 1)
  })

  it("tags are kept with a text, and can be changed where it stands", async () => {
    const page = await stage.at("/manage")
    await page.getByRole("button", { name: "Tags" }).click()
    const chip = (name: string) => page.getByRole("button", { name, exact: true })
    for (const name of ["Monday", "Tuesday", "Winter", "Anniversary", "A hard day"]) await chip(name).click()
    await chip("Spring").click()
    await page.getByText("5 is the most").waitFor()
    assert.strictEqual(await chip("Spring").getAttribute("aria-pressed"), "false")
    await chip("Tuesday").click()
    await write(page, "Ada", "For when it is cold.")
    const tagged = row(page, "For when it is cold.")
    await tagged.getByText("Winter").waitFor()
    assert.strictEqual(await tagged.getByText("Tuesday").count(), 0)

    await act(page, "For when it is cold.", "Edit")
    const editing = page.getByRole("listitem").filter({ has: page.getByLabel("Edit these words") })
    await editing.getByRole("button", { name: "Winter" }).click()
    await editing.getByRole("button", { name: "Autumn" }).press("Enter")
    await page.getByRole("button", { name: "Save" }).click()
    await tagged.getByText("Autumn").waitFor()
    await page.reload()
    await tagged.getByText("Autumn").waitFor()
    assert.strictEqual(await tagged.getByText("Winter").count(), 0)
  })

  it("a surprise is kept for its date, one a date and none that is over, and can be taken off", async () => {
    const page = await stage.at("/manage")
    const year = new Date().getFullYear() + 1
    await write(page, "Ada", "Open the small drawer.")
    await write(page, "Ada", "Open the large drawer.")
    const date = page.getByLabel("The date, where Ada is")
    const keep = async (day: string) => {
      await date.fill(day)
      await page.getByRole("button", { name: "Keep for that day" }).click()
    }
    await row(page, "small drawer").getByText(/%$/).waitFor()
    await act(page, "small drawer", "Keep for a date")
    await keep("2020-12-24")
    await page.getByText("That day is over for Ada").waitFor()
    await keep(`${year}-12-24`)
    await row(page, "small drawer").getByText(`Only on 24 Dec ${year}`).waitFor()
    assert.match(await focused(page), /^More about/, "the focus was lost")
    // It is in no draw any more.
    await row(page, "small drawer").getByText(/none$/).waitFor()

    await act(page, "large drawer", "Keep for a date")
    await keep(`${year}-12-24`)
    await page.getByText("Another surprise comes that day").waitFor()
    assert.strictEqual(await date.inputValue(), `${year}-12-24`)
    await page.keyboard.press("Escape")

    await page.reload()
    await row(page, "small drawer").getByText("Surprise").waitFor()
    await act(page, "small drawer", "Change the date")
    await page.getByRole("button", { name: "Take the date off" }).click()
    await row(page, "small drawer").getByText("Never sent").waitFor()
  })

  it("many at once are kept but for those that cannot be, and these stay", async () => {
    const page = await stage.at("/manage")
    await page.getByRole("button", { name: "Add many at once" }).click()
    const field = page.getByLabel("One text on each line")
    const long = "a".repeat(281)
    await field.fill(`First of the many.\n\n${long}\nSecond of the many.\nFirst of the many.`)
    await page.getByText("2 texts will be kept.").waitFor()
    await page.getByText("Line 3: 1 character too many.").waitFor()
    await page.getByText("Line 5: The same as line 1").waitFor()
    await page.getByRole("button", { name: "Keep 2" }).click()
    await page.getByText("2 texts kept").waitFor()
    assert.strictEqual(await field.inputValue(), `\n${long}`)
    await page.reload()
    await page.getByRole("button", { name: "Add many at once" }).click()
    assert.include(await field.inputValue(), long)
    assert.strictEqual((await texts(page)).filter((text) => text.endsWith("of the many.")).length, 2)
  })
})
