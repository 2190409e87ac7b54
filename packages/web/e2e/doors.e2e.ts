import type { Page } from "playwright-core"
import { assert, it } from "vitest"
import { invite, type Person, signIn, signUp } from "./people.ts"
import { onStage } from "./stage.ts"

const cy: Person = { name: "Cy", email: "cy@example.org", password: "nobody reads this one" }
const di: Person = { name: "Di", email: "di@example.org", password: "nor does anybody this" }

onStage("doors that stay shut", (stage) => {
  let link = ""

  /** Ben by the door, so that each time is a session of its own. */
  const member = async (page: Page) => signIn(page, stage.ben)

  it("a wrong password says what to do, and keeps what was typed", async () => {
    const page = await stage.stranger()
    await page.goto("/sign-in")
    await page.getByLabel("Email").fill(stage.ada.email)
    await page.getByLabel("Password").fill("one lamp in two rooms")
    await page.getByRole("button", { name: "Sign in" }).click()
    await page.getByText("Email and password don’t match").waitFor()
    assert.strictEqual(await page.getByLabel("Email").inputValue(), stage.ada.email)
  })

  it("an invite nobody knows, one's own, and none at all are told apart", async () => {
    const page = await stage.stranger()
    await signUp(page, cy)
    link = await invite(page)

    await page.getByLabel("Code or link").fill("AAAAA-AAAAA")
    await page.getByRole("button", { name: "See who it is from" }).click()
    await page.getByText("It is unknown, used, withdrawn").waitFor()
    await page.getByRole("button", { name: "Close" }).click()

    await page.getByLabel("Code or link").fill(link)
    await page.getByRole("button", { name: "See who it is from" }).click()
    await page.getByText("This is your own invite").waitFor()
    await page.getByRole("button", { name: "Close" }).click()

    await page.getByRole("button", { name: "See who it is from" }).click()
    await page.getByText("Type the ten letters").waitFor()
  })

  it("who is paired already cannot use an invite", async () => {
    const page = await stage.stranger()
    await member(page)
    await page.goto(link)
    await page.getByText("You are paired already").waitFor()
    assert.notInclude(page.url(), "#")
  })

  it("a code typed by hand works, an answer of no is told, and a withdrawn invite works no more", async () => {
    const hers = await stage.stranger()
    const his = await stage.stranger()
    await signIn(hers, cy, "pair")
    const code = await hers.getByRole("status", { name: "Code" }).innerText()
    await signUp(his, di)
    await his.getByLabel("Code or link").fill(code.toLowerCase().replace("-", " "))
    await his.getByRole("button", { name: "See who it is from" }).click()
    await his.getByRole("button", { name: "Ask to be let in" }).click()
    await his.getByRole("heading", { name: "You asked Cy" }).waitFor()

    await hers.getByRole("heading", { name: "Di asks to be let in" }).waitFor()
    await hers.getByRole("button", { name: "No", exact: true }).click()
    await hers.getByRole("button", { name: "Make an invite" }).waitFor()
    await his.getByText("answered with no").waitFor()

    const second = await invite(hers)
    await hers.getByRole("button", { name: "Withdraw it" }).click()
    await hers.getByRole("button", { name: "Make an invite" }).waitFor()
    await his.goto("/settings")
    await his.goto(second)
    await his.getByText("It is unknown, used, withdrawn").waitFor()
  })

  it("signing out leaves nothing in the browser, and other devices can be signed out from here", async () => {
    const here = await stage.stranger()
    const there = await stage.stranger()
    await member(here)
    await member(there)
    await here.goto("/settings")
    await here.getByRole("button", { name: "Sign out everywhere else" }).click()
    await here.getByText("Signed out everywhere else").waitFor()
    // Its open page may have heard of it and be on its way out already.
    await there.goto("/home").catch(() => {})
    await there.waitForURL("**/sign-in**")

    await here.getByRole("button", { name: "Sign out", exact: true }).click()
    await here.waitForURL(`${stage.lumi.url}/`)
    const left = await here.evaluate(async () => ({
      status: (await fetch("/api/me")).status,
      owner: localStorage.getItem("lumi.user"),
      stores: (await indexedDB.databases()).map(({ name }) => name)
    }))
    assert.strictEqual(left.status, 401)
    assert.isNull(left.owner)
    const kept = left.stores.includes("lumi")
      ? await here.evaluate(() =>
        new Promise<number>((resolve) => {
          const request = indexedDB.open("lumi")
          request.onsuccess = () => {
            const count = request.result.transaction("snapshots").objectStore("snapshots").count()
            count.onsuccess = () => resolve(count.result)
          }
        })
      )
      : 0
    assert.strictEqual(kept, 0)
  })

  it("what a person sets holds at once, and on the next device", async () => {
    const page = await stage.stranger()
    await member(page)
    await page.goto("/settings")
    await page.getByRole("radio", { name: "Dark" }).check()
    await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark")
    await page.getByRole("combobox", { name: "Language" }).selectOption("de")
    await page.getByRole("heading", { name: "Einstellungen", level: 1 }).waitFor()
    await page.getByRole("combobox", { name: "Zeitzone" }).selectOption("Asia/Tokyo")
    await page.getByText(/^Dort ist es jetzt/).waitFor()
    await page.waitForLoadState("networkidle")

    const other = await stage.stranger()
    await member(other)
    await other.goto("/settings")
    await other.getByRole("heading", { name: "Einstellungen", level: 1 }).waitFor()
    assert.strictEqual(await other.getByRole("combobox", { name: "Zeitzone" }).inputValue(), "Asia/Tokyo")
    assert.strictEqual(await other.evaluate(() => document.documentElement.dataset["theme"]), "dark")
  })
})
