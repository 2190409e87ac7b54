import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { lumi, makeHome, removeHome, type Running, up } from "./lumi.ts"
import { suite } from "./operator.ts"

suite("local", "local", {
  start: async () => {
    const home = makeHome()
    const { stop } = await up(home)
    return { env: { LUMI_HOME: home }, stop: () => stop("SIGTERM") }
  },
  remove: async ({ env, stop }) => {
    await stop()
    removeHome(env["LUMI_HOME"] ?? "")
  }
})

describe("starting", () => {
  const home = makeHome()
  let running: Running

  beforeAll(async () => {
    running = await up(home)
  })
  afterAll(async () => {
    await running.stop("SIGTERM")
    removeHome(home)
  })

  it("a second Lumi on the same home is refused, and the first is unharmed", async () => {
    const { code, err } = await lumi(home, "up", "--port", "0")
    assert.strictEqual(code, 4)
    assert.match(err, /already running/)
    assert.strictEqual((await fetch(`${running.url}/readyz`)).status, 200)
  })

  it("on a port that is taken says which, and offers --port", async () => {
    const other = makeHome()
    const { code, err } = await lumi(other, "up", "--port", new URL(running.url).port)
    assert.strictEqual(code, 1)
    assert.match(err, new RegExp(`Port ${new URL(running.url).port} .* is taken.*--port`))
    removeHome(other)
  })

  it("where the home is no directory says so", async () => {
    const { code, err } = await lumi("/dev/null/lumi", "up", "--port", "0")
    assert.strictEqual(code, 1)
    assert.match(err, /\/dev\/null/)
  })

  it("stops in order on a signal", async () => {
    const other = makeHome()
    const { stop, url } = await up(other)
    assert.strictEqual((await fetch(`${url}/healthz`)).status, 200)
    const { code } = await stop("SIGTERM")
    assert.strictEqual(code, 0)
    const again = await lumi(other, "user", "list", "--json")
    assert.strictEqual(again.code, 0, again.err)
    removeHome(other)
  })
})
