import axe from "axe-core"
import type { Browser } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { everyDevice, everyScheme, launch, missing } from "./browser.ts"
import { Lumi } from "./lumi.ts"
import { places, visit } from "./pages.ts"
import { Seats } from "./seats.ts"

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]

describe.skipIf(missing)(`axe finds nothing${missing ?? ""}`, () => {
  let lumi: Lumi
  let browser: Browser
  let seats: Seats

  beforeAll(async () => {
    lumi = new Lumi()
    browser = await launch()
    seats = await Seats.prepare(browser, lumi)
  })
  afterAll(async () => {
    await browser?.close()
    await lumi?.stop()
  })

  for (const place of places) {
    it(`on ${place.name}`, async () => {
      for (const device of everyDevice) {
        for (const scheme of everyScheme) {
          const context = await seats.take(place.who, device, scheme)
          const page = await context.newPage()
          await visit(page, place)
          await page.evaluate(axe.source)
          const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags)
          const found = violations.map(({ help, id, nodes }) => ({
            id,
            help,
            at: nodes.map(({ failureSummary, target }) => `${target.join(" ")}: ${failureSummary ?? ""}`)
          }))
          assert.deepStrictEqual(found, [], `${place.name}, ${device}, ${scheme}`)
          await context.close()
        }
      }
    })
  }
})
