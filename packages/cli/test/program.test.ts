import { assert, it } from "@effect/vitest"
import { readFileSync, statSync } from "node:fs"
import { builtinModules } from "node:module"
import { lumi, program } from "./lumi.ts"

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
      [["user", "list", "--adapter", "cloud"], /Allowed choices are local/]
    ] as const
  ) {
    const { code, err, out } = await lumi(nowhere, ...line)
    assert.strictEqual(code, 2, line.join(" "))
    assert.match(err, said)
    assert.strictEqual(out, "")
  }
})
