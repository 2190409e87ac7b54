import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { lumi, makeHome, removeHome, type Running, up } from "./lumi.ts"

const home = makeHome()
let running: Running

beforeAll(async () => {
  running = await up(home)
})
afterAll(async () => {
  await running.stop("SIGTERM")
  removeHome(home)
})

const json = async (...line: ReadonlyArray<string>) => {
  const { code, err, out } = await lumi(home, ...line, "--json")
  assert.strictEqual(code, 0, err)
  return JSON.parse(out)
}

describe("beside a running Lumi", () => {
  it("the operator makes the demo couple, once", async () => {
    assert.deepStrictEqual((await json("seed", "demo", "--dry-run")).people.length, 2)
    assert.deepStrictEqual((await json("user", "list")).items, [])
    const { people } = await json("seed", "demo")
    assert.deepStrictEqual(people.map(({ name }: { name: string }) => name), ["Ada", "Ben"])
    const again = await lumi(home, "seed", "demo")
    assert.strictEqual(again.code, 4)
    assert.match(again.err, /here already/)
  })

  it("sees accounts and couples", async () => {
    const { items } = await json("user", "list")
    assert.deepStrictEqual(items.map(({ email }: { email: string }) => email), ["ada@example.org", "ben@example.org"])
    const ada = await json("user", "show", "ADA@example.org")
    assert.strictEqual(ada.name, "Ada")
    const couple = await json("relationship", "show", ada.relationship)
    assert.deepStrictEqual(couple.members.map(({ affirmations }: { affirmations: number }) => affirmations), [12, 12])
    assert.strictEqual((await json("relationship", "list")).items[0].id, ada.relationship)
    for (const line of [["user", "show", "nobody"], ["relationship", "show", "none"]]) {
      const { code, err, out } = await lumi(home, ...line)
      assert.strictEqual(code, 3)
      assert.match(err, /^There is no .*\n$/)
      assert.strictEqual(out, "")
    }
  })

  it("sends by hand and is told what became of each receiver", async () => {
    const { relationship } = await json("user", "show", "ada@example.org")
    const outcomes = async (...more: ReadonlyArray<string>) =>
      (await json("affirm", "send", ...more)).items.map(({ outcome }: { outcome: string }) => outcome)
    assert.deepStrictEqual(await outcomes("--relationship", relationship), ["already", "already"])
    assert.isArray((await json("affirm", "due")).items)
    assert.isArray((await json("affirm", "send", "--due", "--at", "2026-11-25T12:00:00Z", "--dry-run")).items)
    assert.strictEqual((await lumi(home, "affirm", "send")).code, 2)
    assert.strictEqual((await lumi(home, "affirm", "send", "--due", "--at", "noon")).code, 2)
    assert.deepStrictEqual(await json("queue", "stats"), {
      items: ["due", "affirmations"].map((queue) => ({ queue, ready: 0, inFlight: 0, delayed: 0, dead: 0 }))
    })
  })

  it("helps who lost a password, and shuts out whom it has to", async () => {
    const { url } = await json("user", "reset-link", "ben@example.org")
    assert.match(url, /^http:\/\/localhost:\d+\/reset/)
    const asked = await lumi(home, "user", "disable", "ben@example.org")
    assert.strictEqual(asked.code, 4)
    assert.match(asked.err, /say --yes/)
    assert.strictEqual((await json("user", "show", "ben@example.org")).disabledAt, null)
    await json("user", "disable", "ben@example.org", "--yes")
    assert.isString((await json("user", "show", "ben@example.org")).disabledAt)
    await json("user", "disable", "ben@example.org", "--undo")
    assert.strictEqual((await json("user", "show", "ben@example.org")).disabledAt, null)
  })

  it("finds everything well", async () => {
    assert.isTrue((await json("doctor")).ok)
    assert.deepStrictEqual(await json("migrate", "--dry-run"), { pending: [] })
  })
})

describe("starting", () => {
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
