import type { Page } from "playwright-core"
import { assert, it } from "vitest"
import type { Person } from "./people.ts"
import { onStage } from "./stage.ts"

interface Odds {
  readonly items: ReadonlyArray<{ readonly text?: string }>
}

onStage("what an operator reads", (stage) => {
  const settings = async (as: Person): Promise<Page> => {
    const page = await stage.at("/settings", { as })
    await page.getByRole("heading", { name: "Read by an operator" }).waitFor()
    return page
  }

  it("is seen by both of the two", async () => {
    const pages = await Promise.all([stage.ada, stage.ben].map(settings))
    for (const page of pages) await page.getByText("Nobody who runs this Lumi has opened").waitFor()
    const odds = ["affirm", "odds", "--receiver", stage.ada.email]
    assert.isUndefined((await stage.lumi.operator(...odds) as Odds).items[0]?.text)
    assert.isString((await stage.lumi.operator(...odds, "--reveal", "--yes") as Odds).items[0]?.text)
    for (const page of pages) {
      await page.reload()
      await page.getByText("Affirmations that may come").waitFor()
      assert.strictEqual(await page.getByText("Affirmations that may come").count(), 1)
    }
  })
})
