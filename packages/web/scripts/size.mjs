// Prints what the built app weighs (gzip -9), and fails where a part is heavier than its limit: npm run size
import { readdir, readFile } from "node:fs/promises"
import { gzipSync } from "node:zlib"

const dist = new URL("../dist/", import.meta.url)
const kB = 1000

const weigh = async (file) => gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length
const total = async (files) => (await Promise.all([...files].map(weigh))).reduce((sum, one) => sum + one, 0)

const manifest = JSON.parse(
  await readFile(new URL(".vite/manifest.json", dist), "utf8").catch(() => {
    console.error("There is no build yet. Run: npm run -w packages/web build")
    process.exit(1)
  })
)

/** A chunk and everything it imports before it can run. */
const withImports = (key, found = new Set()) => {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key].imports ?? []) withImports(next, found)
  return found
}
const scripts = (keys) => new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js")))
const without = (set, others) => new Set([...set].filter((one) => !others.has(one)))

const index = await readFile(new URL("index.html", dist), "utf8")
const asked = new Set([...index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file))
const entry = Object.keys(manifest).filter((key) => asked.has(manifest[key].file)).flatMap((
  key
) => [...withImports(key)])
const first = scripts(new Set(entry))
const pages = entry.flatMap((key) => manifest[key].dynamicImports ?? []).filter((key) =>
  key.startsWith("src/features/") && key.endsWith(".tsx")
)
const nameOf = (key) => key.replace("src/features/", "").replace(/(\/Page)?\.tsx$/, "")
const assets = await readdir(new URL("assets/", dist))
const landing = await readFile(new URL("landing.html", dist), "utf8")

const rows = [
  { part: "landing: scripts of modules", size: landing.match(/<script[^>]*type="module"/g)?.length ?? 0, limit: 0 },
  {
    part: "landing: page and its styles",
    size: await total(
      new Set(["landing.html", ...[...landing.matchAll(/href="\/(assets\/[^"]+\.css)"/g)].map(([, file]) => file)])
    ),
    limit: 14 * kB
  },
  {
    part: "first load of home",
    size: await total(new Set([...first, ...scripts(withImports("src/features/home/Page.tsx"))])),
    goal: 30 * kB,
    limit: 60 * kB
  },
  ...await Promise.all(
    [...new Set(pages)].map(async (key) => ({
      part: `  ${nameOf(key)}, beyond the first load`,
      size: await total(without(scripts(withImports(key)), first)),
      limit: 12 * kB
    }))
  ),
  {
    part: "realtime",
    size: await total(assets.filter((file) => /^realtime-.*\.js$/.test(file)).map((file) => `assets/${file}`)),
    limit: 105 * kB
  },
  { part: "service worker", size: await weigh("sw.js"), limit: 8 * kB },
  {
    part: "styles of the app, all together",
    size: gzipSync(
      Buffer.concat(
        await Promise.all(
          assets.filter((file) => file.endsWith(".css") && !file.startsWith("landing"))
            .map((file) => readFile(new URL(`assets/${file}`, dist)))
        )
      ),
      { level: 9 }
    ).length,
    limit: 12 * kB
  },
  {
    part: "fonts before the first paint",
    size: (await Promise.all(
      assets.filter((file) => /-latin-wght-normal-/.test(file))
        .map(async (file) => (await readFile(new URL(`assets/${file}`, dist))).length)
    )).reduce((sum, one) => sum + one, 0),
    limit: 79 * kB
  }
]

let failed = 0
for (const { goal, limit, part, size } of rows) {
  const over = size > limit
  if (over) failed++
  const note = over ? "  over the limit" : goal !== undefined && size > goal ? `  over the goal of ${goal / kB} kB` : ""
  console.log(
    `${part.padEnd(48)} ${(size / kB).toFixed(1).padStart(6)} of ${(limit / kB).toFixed(0).padStart(3)} kB${note}`
  )
}
process.exitCode = failed > 0 ? 1 : 0
