import { assert, it } from "@effect/vitest"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { variables } from "../src/aws/variables.ts"

const withHome = (said: string | undefined, test: (home: string) => void) => {
  const home = mkdtempSync(path.join(tmpdir(), "lumi-variables-"))
  mkdirSync(path.join(home, "aws"))
  if (said !== undefined) writeFileSync(path.join(home, "aws", "env.json"), said)
  test(home)
  rmSync(home, { recursive: true, force: true })
}

const emulated = { LUMI_TABLE: "lumi-emulator", AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "emulator" }

it("emulators that run in a home are found by it, and nobody's own account is mixed with them", () => {
  withHome(JSON.stringify(emulated), (home) => {
    const found = variables({ LUMI_HOME: home, PATH: "/bin", AWS_PROFILE: "work", AWS_SESSION_TOKEN: "secret" })
    assert.deepStrictEqual(found, { LUMI_HOME: home, PATH: "/bin", ...emulated })
  })
})

it("an instance that the environment names wins over emulators, whole", () => {
  withHome(JSON.stringify(emulated), (home) => {
    const own = { LUMI_HOME: home, LUMI_TABLE: "lumi-production", AWS_PROFILE: "work" }
    assert.deepStrictEqual(variables(own), own)
  })
})

it("without emulators, or with half of what they say, the environment is as it was", () => {
  for (const said of [undefined, "", '{"LUMI_TABLE": "lumi', "null", "7"]) {
    withHome(
      said,
      (home) => assert.deepStrictEqual(variables({ LUMI_HOME: home, A: "b" }), { LUMI_HOME: home, A: "b" })
    )
  }
})
