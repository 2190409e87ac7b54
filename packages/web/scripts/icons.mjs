// Draws public/icons/*.png from brand/*.svg with the Chromium of the browser tests: npm run -w packages/web icons
import { readFile, writeFile } from "node:fs/promises"
import { chromium } from "playwright-core"

const icons = [
  { from: "icon.svg", to: "icon-192.png", size: 192 },
  { from: "icon.svg", to: "icon-512.png", size: 512 },
  { from: "icon-maskable.svg", to: "icon-maskable-512.png", size: 512 },
  // iOS rounds the corners by itself and paints transparency black: the drawing has to reach the edges.
  { from: "icon-maskable.svg", to: "apple-touch-icon.png", size: 180 }
]

const browser = await chromium.launch({
  executablePath: process.env.LUMI_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run"]
})
for (const { from, size, to } of icons) {
  const svg = await readFile(new URL(`../brand/${from}`, import.meta.url), "utf8")
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await writeFile(
    new URL(`../public/icons/${to}`, import.meta.url),
    await page.screenshot({ omitBackground: true, type: "png" })
  )
  await page.close()
  console.log(`public/icons/${to}`)
}
await browser.close()
