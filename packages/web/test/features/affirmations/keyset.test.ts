import { createRoot, createSignal } from "solid-js"
import { assert, describe, it } from "vitest"
import { createKeyset, fallen, type Part } from "../../../src/features/affirmations/keyset.ts"
import { monthAfter, monthsDown, monthsOf } from "../../../src/features/affirmations/months.ts"
import { rowsOf } from "../../../src/features/affirmations/rows.ts"
import { lookingOf } from "../../../src/features/affirmations/where.ts"

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

describe("months", () => {
  it("go down to the first one, over the turns of years", () => {
    assert.deepStrictEqual(monthsDown("2027-01", "2026-11"), ["2027-01", "2026-12", "2026-11"])
    assert.deepStrictEqual(monthsDown("2026-11", "2026-12"), [])
    assert.strictEqual(monthAfter("2026-12"), "2027-01")
    assert.strictEqual(monthAfter("2027-01", -13), "2025-12")
  })
})

describe("days that brought nothing", () => {
  const came = (date: string, rest = {}) => ({
    id: date,
    date,
    kind: "daily" as const,
    text: "You hum.",
    author: "a",
    reason: { factors: [], outOf: 1, probability: 1 },
    chosenAt: `${date}T10:00:00.000Z`,
    lovedAt: null,
    reply: null,
    wish: null,
    ...rest
  })
  const day = (date: string, missed: "empty" | "late" | null, hard = false) => ({ date, missed, hard })
  const shown = (items: ReadonlyArray<ReturnType<typeof came>>, days: ReadonlyArray<ReturnType<typeof day>>) =>
    rowsOf({ items, days }, "2026-11-25").map((row) =>
      "missed" in row ? `${row.from}..${row.date} ${row.missed}` : `${row.date}${row.hard === true ? " hard" : ""}`
    )

  it("stand at their dates, several in a row together where they have one reason", () => {
    const days = [
      day("2026-11-23", "late"),
      day("2026-11-21", "empty"),
      day("2026-11-20", "empty"),
      day("2026-11-19", "late")
    ]
    assert.deepStrictEqual(shown([came("2026-11-24"), came("2026-11-22"), came("2026-11-18")], days), [
      "2026-11-24",
      "2026-11-23..2026-11-23 late",
      "2026-11-22",
      "2026-11-20..2026-11-21 empty",
      "2026-11-19..2026-11-19 late",
      "2026-11-18"
    ])
  })

  it("do not go from one month into the other", () => {
    const days = [day("2026-11-02", "empty"), day("2026-11-01", "empty"), day("2026-10-31", "empty")]
    assert.deepStrictEqual(shown([], days), ["2026-11-01..2026-11-02 empty", "2026-10-31..2026-10-31 empty"])
  })

  it("are none that were made up for, and none to come; a hard day says so", () => {
    const days = [day("2026-11-26", "late", true), day("2026-11-25", null, true), day("2026-11-24", "late")]
    assert.deepStrictEqual(shown([came("2026-11-25"), came("2026-11-24")], days), ["2026-11-25 hard", "2026-11-24"])
  })
})

describe("an address", () => {
  it("says what is looked for, and what it gets wrong is not there", () => {
    assert.deepStrictEqual(lookingOf({ q: " lamp ", only: "loved", month: "2026-03" }), {
      query: "lamp",
      only: "loved",
      month: "2026-03"
    })
    const nothing = { query: undefined, only: undefined, month: undefined }
    assert.deepStrictEqual(lookingOf({ q: "  ", only: "hated", month: "2026-13" }), nothing)
    assert.deepStrictEqual(lookingOf({ q: "a\u0000b\ud83d", month: ["2026-03", "x"] }).query, "a b\ufffd")
    assert.strictEqual(lookingOf({ q: "💙".repeat(150) }).query, "💙".repeat(100))
  })
})
