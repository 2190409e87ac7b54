import { assert, it } from "vitest"
import { arrive, type Place, places } from "./pages.ts"
import { connected, signIn } from "./people.ts"
import { onStage } from "./stage.ts"

/** Where these people's pages are, each once. */
const paths = (...who: ReadonlyArray<Place["who"]>): ReadonlySet<string> =>
  new Set(places.filter((place) => who.includes(place.who)).map(({ path }) => path))

onStage("the app as a whole", (stage) => {
  it("asks for nothing of realtime before somebody is signed in, and once after", async () => {
    const page = await stage.stranger({ extra: { serviceWorkers: "block" } })
    const asked: Array<string> = []
    page.on("request", (request) => request.url().includes("/assets/realtime-") && asked.push(request.url()))
    for (const path of ["/", "/sign-in", "/sign-up"]) {
      await page.goto(path)
      await page.getByRole("heading", { level: 1 }).waitFor()
      await page.waitForLoadState("networkidle")
    }
    assert.deepStrictEqual(asked, [])

    const live = connected(page)
    await signIn(page, stage.ben)
    await live
    assert.isNotEmpty(asked)
    assert.strictEqual(new Set(asked).size, asked.length, `asked twice: ${asked.join(", ")}`)
  })

  it("does not draw a picture of the invite before somebody wants one", async () => {
    const page = await stage.stranger({ extra: { serviceWorkers: "block" } })
    const asked: Array<string> = []
    await page.goto("/sign-up")
    await page.getByLabel("Your name").fill("Cy")
    await page.getByLabel("Email").fill("cy@example.org")
    await page.getByLabel("Password").fill("nobody reads this one")
    await page.getByRole("button", { name: "Create an account" }).click()
    await page.getByRole("button", { name: "Make an invite" }).click()
    const show = page.getByRole("button", { name: "Show it as a picture" })
    await show.waitFor()
    await page.waitForLoadState("networkidle")
    page.on("request", (request) => request.url().includes("/assets/") && asked.push(request.url()))
    await show.click()
    await page.getByRole("img", { name: /picture/ }).waitFor()
    assert.strictEqual(asked.length, 1, asked.join(", "))
  })

  /** A page whose server was upgraded under it: scripts it has not loaded yet are gone for as long as `gone` says. */
  const outdated = async (gone: (loads: number) => boolean) => {
    const page = await stage.at("/home", { extra: { serviceWorkers: "block" } })
    await page.getByRole("heading", { level: 1 }).waitFor()
    await page.waitForLoadState("networkidle")
    const known = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name))
    const seen = { loads: 0, refused: 0 }
    page.on("request", (request) => {
      if (request.isNavigationRequest()) seen.loads++
    })
    await page.route("**/assets/*.js", (route) => {
      if (known.includes(route.request().url()) || !gone(seen.loads)) return route.continue()
      seen.refused++
      return route.fulfill({ status: 404, body: "" })
    })
    const toSettings = () => page.getByRole("link", { name: "Settings" }).filter({ visible: true }).click()
    return { page, seen, toSettings }
  }

  it("an old page whose chunks are gone after an upgrade reloads, and is the new one", async () => {
    const { page, seen, toSettings } = await outdated((loads) => loads === 0)
    const loaded = page.waitForEvent("load")
    await toSettings()
    await loaded
    assert.isAbove(seen.refused, 0)
    await page.getByRole("heading", { level: 1 }).waitFor()
    if (!page.url().endsWith("/settings")) await toSettings()
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor()
    assert.strictEqual(seen.loads, 1)
  })

  it("a page whose chunks stay gone says so instead of reloading for ever", async () => {
    const { page, seen, toSettings } = await outdated(() => true)
    const loaded = page.waitForEvent("load")
    await toSettings()
    await loaded
    await page.getByRole("heading", { level: 1 }).waitFor()
    if (!page.url().endsWith("/settings")) await toSettings()
    await page.getByRole("button", { name: "Try again" }).waitFor()
    await page.waitForTimeout(500)
    assert.strictEqual(seen.loads, 1)
  })

  it("says that there is no network, and goes on showing what was there", async () => {
    const page = await stage.at("/affirmations")
    const words = page.locator("p.words").first()
    await words.waitFor()
    await page.context().setOffline(true)
    await page.getByText("No network").waitFor()
    await words.waitFor()
    await page.context().setOffline(false)
    await page.getByText("No network").waitFor({ state: "detached" })
  })

  it("a dialog takes the focus, keeps it, and gives it back", async () => {
    const page = await stage.at("/home")
    await page.getByRole("button", { name: "Open" }).click()
    const why = page.getByRole("button", { name: "Why this one?" })
    await why.click()
    await page.getByRole("dialog").waitFor()
    const inside = () => page.evaluate(() => document.activeElement?.closest("dialog") !== null)
    assert.isTrue(await inside())
    await page.keyboard.press("Tab")
    assert.isTrue(await inside())
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "hidden" })
    assert.isTrue(await why.evaluate((button) => button === document.activeElement))
  })

  it("nothing scrolls sideways at 320 pixels", async () => {
    const page = await stage.at("/home", { extra: { viewport: { width: 320, height: 640 } } })
    const wide: Array<string> = []
    for (const path of paths("nobody", "member")) {
      await arrive(page, path)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 320) wide.push(`${path}: ${width}`)
    }
    assert.deepStrictEqual(wide, [])
  })

  it("no page reports anything to the console", async () => {
    const page = await stage.stranger()
    const said: Array<string> = []
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") said.push(message.text())
    })
    page.on("pageerror", (error) => said.push(error.message))
    await signIn(page, stage.ben)
    // Without it the edge says of an unknown address that it is none, and the console repeats that.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    for (const path of paths("member")) await arrive(page, path)
    assert.deepStrictEqual(said, [])
  })
})
