import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { lumiIn } from "./lumi.ts"

/** A running Lumi of a family, and what a command's environment has to say to find it. */
export interface Beside {
  readonly env: Readonly<Record<string, string>>
  readonly stop: () => Promise<unknown>
}

/** What an operator's commands do beside a Lumi that runs, wherever it lives. */
export const suite = (
  name: string,
  adapter: "local" | "aws",
  { remove, start }: { readonly start: () => Promise<Beside>; readonly remove: (beside: Beside) => Promise<void> }
) =>
  describe(`the operator beside a running Lumi (${name})`, () => {
    let beside: Beside

    beforeAll(async () => {
      beside = await start()
    })
    afterAll(async () => {
      await remove(beside)
    })

    const lumi = (...line: ReadonlyArray<string>) => lumiIn(beside.env, ...line, "--adapter", adapter)
    const json = async (...line: ReadonlyArray<string>) => {
      const { code, err, out } = await lumi(...line, "--json")
      assert.strictEqual(code, 0, err)
      return JSON.parse(out)
    }

    it("makes the demo couple, once", async () => {
      assert.deepStrictEqual((await json("seed", "demo", "--dry-run")).people.length, 2)
      assert.deepStrictEqual((await json("user", "list")).items, [])
      const { people } = await json("seed", "demo")
      assert.deepStrictEqual(people.map(({ name }: { name: string }) => name), ["Ada", "Ben"])
      const again = await lumi("seed", "demo")
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
        const { code, err, out } = await lumi(...line)
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
      assert.strictEqual((await lumi("affirm", "send")).code, 2)
      assert.strictEqual((await lumi("affirm", "send", "--due", "--at", "noon")).code, 2)
      assert.deepStrictEqual(await json("queue", "stats"), {
        items: ["due", "affirmations", "push"].map((queue) => ({ queue, ready: 0, inFlight: 0, delayed: 0, dead: 0 }))
      })
    })

    it("foresees what comes, tells the odds, and why what came did", async () => {
      const preview = await json("affirm", "preview", "--receiver", "ada@example.org", "--days", "4", "--seed", "3")
      assert.deepStrictEqual(
        await json("affirm", "preview", "--receiver", "ada@example.org", "--days", "4", "--seed", "3"),
        preview
      )
      const [today, tomorrow] = preview.items
      assert.strictEqual(preview.items.length, 4)
      assert.strictEqual(today.skipped, "already")
      assert.deepStrictEqual(Object.keys(tomorrow), ["receiver", "zone", "localDate", "localTime", "at", "affirmation"])
      const { items } = await json("affirm", "odds", "--receiver", "ada@example.org")
      assert.strictEqual(items.length, 12)
      const sum = items.reduce((all: number, { probability }: { probability: number }) => all + probability, 0)
      assert.closeTo(sum, 1, 1e-9)
      assert.deepStrictEqual(Object.keys(items[0]), ["affirmation", "probability", "weight", "factors"])
      assert.deepStrictEqual(Object.keys(items[0].factors[0]), ["name", "multiplier", "reason"])
      const given = await json("affirm", "explain", today.localDate, "--receiver", "ada@example.org")
      assert.strictEqual(given.affirmation, today.affirmation)
      assert.deepStrictEqual(await json("affirm", "explain", given.delivery), given)
      assert.strictEqual((await lumi("affirm", "explain", "none")).code, 3)
      const asked = await lumi("affirm", "explain", given.delivery, "--reveal")
      assert.strictEqual(asked.code, 4)
      assert.match(asked.err, /Both of them will see/)
      assert.strictEqual(asked.out, "")
      for (
        const [line, textOf] of [
          [["explain", given.delivery], (answer: { text: string }) => answer.text],
          [
            ["odds", "--receiver", "ada@example.org"],
            ({ items }: { items: Array<{ text: string }> }) => items[0]?.text
          ],
          [
            ["preview", "--receiver", "ada@example.org"],
            ({ items }: { items: Array<{ text: string }> }) => items[0]?.text
          ]
        ] as const
      ) {
        assert.notInclude(JSON.stringify(await json("affirm", ...line)), '"text"')
        assert.match(textOf(await json("affirm", ...line, "--reveal", "--yes")) ?? "", / /)
      }
      assert.strictEqual((await lumi("affirm", "odds", "--receiver", "nobody")).code, 3)
      assert.deepStrictEqual(await json("queue", "dlq", "list"), { items: [], more: false })
    })

    it("helps who lost a password, and shuts out whom it has to", async () => {
      const { url } = await json("user", "reset-link", "ben@example.org")
      assert.match(url, /^http:\/\/(localhost|127\.0\.0\.1):\d+\/reset/)
      const asked = await lumi("user", "disable", "ben@example.org")
      assert.strictEqual(asked.code, 4)
      assert.match(asked.err, /say --yes/)
      assert.strictEqual((await json("user", "show", "ben@example.org")).disabledAt, null)
      await json("user", "disable", "ben@example.org", "--yes")
      assert.isString((await json("user", "show", "ben@example.org")).disabledAt)
      await json("user", "disable", "ben@example.org", "--undo")
      assert.strictEqual((await json("user", "show", "ben@example.org")).disabledAt, null)
    })

    it("finds everything well", async () => {
      const { items, ok } = await json("doctor")
      assert.isTrue(ok, JSON.stringify(items))
      assert.include(items.map(({ name }: { name: string }) => name), "push")
      assert.deepStrictEqual(await json("migrate", "--dry-run"), { pending: [] })
    })
  })
