// Which family keeps which promise, read from the report of a whole test run: node scripts/parity.mjs REPORT writes
// docs/parity.md, and with --check says whether it is still true. Numbers may lag behind: a new sentence of a contract
// changes nothing that a reader of that page relies on, a world that no longer keeps it does.
import fs from "node:fs"
import path from "node:path"

const root = path.resolve(import.meta.dirname, "..")
const page = path.join(root, "docs/parity.md")

const families = ["memory", "local", "aws"]

const ports = fs.readdirSync(path.join(root, "packages/core/testing/contracts")).map((file) => path.parse(file).name)

/** What is the same on both families and has no contract: told apart by the files of its tests. */
const byFile = [
  [/adapters-(local|aws)\/test\/Secrets\.test\.ts$/, "Secrets"],
  [/workers\/test\/accounts\/adapter-(memory|postgres|dynamo)\.test\.ts$/, "Better Auth's published suite"],
  [/workers\/test\/accounts\/Auth-(postgres|dynamo)\.test\.ts$/, "signing up, in and out"]
]
const worlds = {
  local: "files",
  aws: "Secrets Manager emulator",
  memory: "memory",
  postgres: "Postgres",
  dynamo: "DynamoDB emulator"
}

const familyOf = (world, file) =>
  world === "memory" ? "memory" : /emulator/i.test(world) || file.includes("adapters-aws/") ? "aws" : "local"

/** What a test is about, and in which world it ran; nothing for what belongs to one family alone. */
const placeOf = (file, titles) => {
  for (const [pattern, name] of byFile) {
    const [, which] = pattern.exec(file) ?? []
    if (which) return { name, world: worlds[which] }
  }
  for (const title of titles.toReversed()) {
    const [, name, world] = /^(.+?) \(([^()]+)\)(?: \(skipped: .*\))?$/.exec(title) ?? []
    if (name) return { name, world }
  }
  return undefined
}

/** name -> world of a family -> { family, world, sentences: title -> status } */
const collect = ({ testResults }) => {
  const found = new Map()
  for (const { assertionResults, name: absolute } of testResults) {
    const file = path.relative(root, absolute).split(path.sep).join("/")
    for (const { ancestorTitles, status, title } of assertionResults) {
      const place = placeOf(file, ancestorTitles)
      if (!place) continue
      const { name, world } = place
      const family = familyOf(world, file)
      const inWorlds = found.get(name) ?? new Map()
      const entry = inWorlds.get(`${family} ${world}`) ?? { family, world, sentences: new Map() }
      entry.sentences.set(title, status)
      found.set(name, inWorlds.set(`${family} ${world}`, entry))
    }
  }
  return found
}

const statuses = ({ sentences }) => [...sentences.values()]
const isKept = (entry) => statuses(entry).every((status) => status !== "failed") && statuses(entry).includes("passed")

const cell = (inWorlds, family) =>
  [...inWorlds.values()]
    .filter((entry) => entry.family === family)
    .toSorted((a, b) => a.world.localeCompare(b.world))
    .map((entry) => {
      const passed = statuses(entry).filter((status) => status === "passed").length
      return `${isKept(entry) ? "✓" : "✗"} ${entry.world} ${passed}`
    })
    .join("<br>") || "–"

const table = (title, rows) => [
  `| ${title} | memory | one machine | AWS, on emulators |`,
  "|---|---|---|---|",
  ...rows.map(([name, inWorlds]) => `| ${name} | ${families.map((family) => cell(inWorlds, family)).join(" | ")} |`)
]

/** Sentences that some world of a name is not asked, or that were left out where it ran. */
const gaps = (rows) =>
  rows.flatMap(([name, inWorlds]) => {
    const all = new Set([...inWorlds.values()].flatMap(({ sentences }) => [...sentences.keys()]))
    return [...all].flatMap((sentence) => {
      const lacking = [...inWorlds.values()].filter(({ sentences }) => sentences.get(sentence) !== "passed")
      return lacking.length === 0
        ? []
        : [`- ${name}: “${sentence}” is not asked of ${lacking.map(({ world }) => world).toSorted().join(", ")}`]
    })
  }).toSorted()

const isShared = ([, inWorlds]) => new Set([...inWorlds.values()].map(({ family }) => family)).size > 1

const write = (found) => {
  const byName = [...found].toSorted(([a], [b]) => a.localeCompare(b))
  const portRows = byName.filter(([name]) => ports.includes(name) || name === "Secrets")
  const storyRows = byName.filter((row) => !portRows.includes(row) && isShared(row))
  return [
    fs.readFileSync(path.join(import.meta.dirname, "parity/head.md"), "utf8").trim(),
    "",
    "## Ports",
    "",
    ...table("port", portRows),
    "",
    "## Stories",
    "",
    ...table("story", storyRows),
    "",
    "## Sentences that not every world is asked",
    "",
    ...gaps(portRows.filter(([name]) => ports.includes(name))),
    "",
    fs.readFileSync(path.join(import.meta.dirname, "parity/limits.md"), "utf8").trim(),
    ""
  ].join("\n")
}

/** What a reader relies on, without how many. */
const gist = (text) => text.replaceAll(/ \d+(?=<br>| \|)/g, "")

const failures = (found) =>
  [...found].flatMap(([name, inWorlds]) =>
    [...inWorlds.values()].filter((entry) => !isKept(entry)).map(({ world }) => `${name} does not hold in ${world}`)
  )

const main = (args) => {
  const file = args.find((arg) => !arg.startsWith("-"))
  if (!file) throw new Error("Say which report: node scripts/parity.mjs REPORT [--check]")
  const found = collect(JSON.parse(fs.readFileSync(file, "utf8")))
  const text = write(found)
  if (!args.includes("--check")) {
    fs.writeFileSync(page, text)
    return console.log(`${path.relative(root, page)} is written`)
  }
  const wrong = failures(found)
  if (gist(fs.existsSync(page) ? fs.readFileSync(page, "utf8") : "") !== gist(text)) {
    wrong.push("docs/parity.md is not what the tests say: node scripts/parity.mjs REPORT writes it anew")
  }
  for (const line of wrong) console.log(line)
  process.exitCode = wrong.length === 0 ? 0 : 1
}

main(process.argv.slice(2))
