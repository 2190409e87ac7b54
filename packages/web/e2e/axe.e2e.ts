import axe, { type AxeResults } from "axe-core"
import type { Browser } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { everyDevice, everyScheme, launch } from "./browser.ts"
import { type Lumi, makeLumi, missing, onAws, onFamily } from "./lumi.ts"
import { places, settled, visit } from "./pages.ts"
import { Seats } from "./seats.ts"

const runOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }
/** Runs in the page, where axe is a global. */
const look = `axe.run({ runOnly: ${JSON.stringify(runOnly)}, resultTypes: ["violations"] })`

describe.skipIf(missing)(onFamily("axe finds nothing"), () => {
  let lumi: Lumi
  let browser: Browser
  let seats: Seats

  beforeAll(async () => {
    lumi = makeLumi()
    browser = await launch()
    seats = await Seats.prepare(browser, lumi)
  })
  afterAll(async () => {
    await browser?.close()
    await lumi?.stop()
  })

  for (const [n, place] of places.entries()) {
    it(`on ${place.name}`, async () => {
      // what a page looks like is no matter of the family: on the second one it is looked at once, on either device in turn
      const devices = onAws ? everyDevice.slice(n % 2, n % 2 + 1) : everyDevice
      for (const device of devices) {
        await seats.look(place.who, device, async (page) => {
          await visit(page, place)
          await page.evaluate(axe.source)
          for (const colorScheme of everyScheme) {
            await page.emulateMedia({ colorScheme })
            await settled(page)
            const { violations } = await page.evaluate<AxeResults>(look)
            const found = violations.map(({ help, id, nodes }) => ({
              id,
              help,
              at: nodes.map(({ failureSummary, target }) => `${target.join(" ")}: ${failureSummary ?? ""}`)
            }))
            assert.deepStrictEqual(found, [], `${place.name}, ${device}, ${colorScheme}`)
          }
        })
      }
    })
  }
})
