// Pictures of every page, on a phone and on a desktop, by day and by night: `npm run shots`. They are for people to
// look at beside the design, so nothing is compared.
import { mkdirSync, rmSync } from "node:fs"
import path from "node:path"
import { everyDevice, everyScheme, launch } from "./browser.ts"
import { makeLumi } from "./lumi.ts"
import { places, visit } from "./pages.ts"
import { Seats } from "./seats.ts"

const out = path.resolve(import.meta.dirname, "../shots")
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const lumi = makeLumi()
const browser = await launch()
try {
  const seats = await Seats.prepare(browser, lumi)
  for (const place of places) {
    for (const device of everyDevice) {
      for (const scheme of everyScheme) {
        const context = await seats.take(place.who, device, scheme)
        const page = await context.newPage()
        await visit(page, place)
        await page.screenshot({ path: path.join(out, `${place.name}-${device}-${scheme}.png`) })
        await context.close()
      }
    }
    console.log(place.name)
  }
  console.log(`${places.length * 4} pictures in ${path.relative(process.cwd(), out)}`)
} finally {
  await browser.close()
  await lumi.stop()
}
