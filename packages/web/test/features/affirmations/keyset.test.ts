import { createRoot, createSignal } from "solid-js"
import { assert, describe, it } from "vitest"
import { createKeyset, fallen, type Part } from "../../../src/features/affirmations/keyset.ts"
import { monthsOf } from "../../../src/features/affirmations/months.ts"

interface Item {
  readonly id: string
}
const part = (ids: string, next: string | null = null): Part<Item> => ({ items: [...ids].map((id) => ({ id })), next })
const ids = (items: ReadonlyArray<Item>) => items.map(({ id }) => id).join("")

describe("a list read a part at a time", () => {
  const open = (first: Part<Item>, parts: Record<string, Part<Item>>) =>
    createRoot((dispose) => {
      const [head, setHead] = createSignal<Part<Item>>(first)
      const load = async (after: string) => {
        const found = parts[after]
        if (found === undefined) throw new Error("no network")
        return found
      }
      return { list: createKeyset(head, load), setHead, dispose }
    })

  it("goes on where it ended, and ends", async () => {
    const { dispose, list } = open(part("fe", "e"), { e: part("dc", "c"), c: part("ba") })
    await list.more()
    assert.strictEqual(ids(list.items()), "fedc")
    await list.more()
    assert.strictEqual(ids(list.items()), "fedcba")
    assert.isFalse(list.hasMore())
    dispose()
  })

  it("has no hole and nothing twice when something new pushes the last one off the first part", async () => {
    const { dispose, list, setHead } = open(part("fe", "e"), { e: part("dc") })
    await list.more()
    setHead(part("gf", "f"))
    assert.strictEqual(ids(list.items()), "gfedc")
    dispose()
  })

  it("says so when a part could not be read, and reads it the next time", async () => {
    const parts: Record<string, Part<Item>> = {}
    const { dispose, list } = open(part("fe", "e"), parts)
    await list.more()
    assert.isTrue(list.failed())
    parts["e"] = part("d")
    await list.more()
    assert.isFalse(list.failed())
    assert.strictEqual(ids(list.items()), "fed")
    dispose()
  })
})

describe("what a newer first part pushed off its end", () => {
  const off = (before: string, now: string) => ids(fallen(part(before).items, part(now).items))
  it("is kept; what was deleted from its middle is not", () => {
    assert.strictEqual(off("fed", "gfe"), "d")
    assert.strictEqual(off("fed", "fd"), "")
    assert.strictEqual(off("fed", "fed"), "")
  })
})

it("days stand under their months, the latest first", () => {
  const months = monthsOf([{ date: "2026-11-02" }, { date: "2026-11-01" }, { date: "2026-10-31" }])
  assert.deepStrictEqual(months.map(({ id, items }) => [id, items.length]), [["2026-11", 2], ["2026-10", 1]])
})
