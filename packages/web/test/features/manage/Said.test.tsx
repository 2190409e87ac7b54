import { MemoryRouter, Route } from "@solidjs/router"
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library"
import { Suspense } from "solid-js"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { forgetAll } from "../../../src/api/reading.ts"
import type { Mine } from "../../../src/features/manage/data.ts"
import Said from "../../../src/features/manage/Said.tsx"
import { type Me, MeProvider } from "../../../src/session/me.tsx"

const me: Me = {
  user: {
    id: "019845e1-682f-7b02-a706-3b2422d13aec",
    email: "ada@serrano.example",
    name: "Ada",
    zone: "Europe/Brussels",
    language: "en",
    appearance: "system"
  },
  relationship: {
    id: "019845e1-682f-7b02-a706-3b2422d13ae1",
    side: "first",
    since: "2026-11-01",
    partner: { id: "019845e1-682f-7b02-a706-3b2422d13ae2", name: "Ben", side: "second" }
  },
  slot: null,
  nextSlot: null
}

const mine: Mine = {
  id: "019845e1-682f-7b02-a706-3b2422d13aed",
  text: "You hum.",
  paused: false,
  timesSent: 3,
  lastSentAt: "2026-11-24T06:00:00.000Z",
  createdAt: "2026-11-20T10:00:00.000Z",
  loves: 1,
  replies: 2
}

interface Answer {
  readonly id: string
  readonly affirmation: string
  readonly date: string
  readonly lovedAt: string | null
  readonly reply: { readonly text: string; readonly at: string } | null
}
const answer = (n: number, more: Partial<Answer>): Answer => ({
  id: `019845e1-682f-7b02-a706-3b2422d13f0${n}`,
  affirmation: mine.id,
  date: `2026-11-2${n}`,
  lovedAt: null,
  reply: null,
  ...more
})
const saying = (text: string) => ({ reply: { text, at: "2026-11-24T08:00:00.000Z" } })

describe("what the other one said of a text", () => {
  /** by the query that asks for it */
  let pages: Record<string, { readonly items: ReadonlyArray<Answer>; readonly next: string | null }> = {}
  const asked: Array<string> = []

  beforeEach(() => {
    asked.length = 0
    vi.stubGlobal("fetch", async (url: URL) => {
      asked.push(url.search)
      const page = pages[url.search]
      if (page === undefined) throw new TypeError("Failed to fetch")
      return Response.json(page)
    })
  })
  afterEach(async () => {
    cleanup()
    vi.unstubAllGlobals()
    await forgetAll()
  })

  const open = (item: Mine) =>
    render(() => (
      <MemoryRouter>
        <Route
          path="*"
          component={() => (
            <MeProvider value={() => me}>
              <Suspense>
                <Said item={item} />
              </Suspense>
            </MeProvider>
          )}
        />
      </MemoryRouter>
    ))
  const all = () => screen.queryByRole("button", { name: "What Ben said" })

  it("stands under it, the latest alone where it is the only one", async () => {
    pages = {
      "": {
        items: [answer(4, { ...saying("Mine."), affirmation: me.user.id }), answer(3, saying("Thank you."))],
        next: null
      }
    }
    open({ ...mine, replies: 1 })
    await screen.findByText("Thank you.")
    assert.isNotNull(screen.getByText("Ben:"))
    assert.isNull(screen.queryByText("Mine."))
    assert.isNull(all())
  })

  it("is all on a sheet: by day, with its hearts, and past a part that is empty", async () => {
    const of = `?of=${mine.id}`
    const [late, early] = [
      answer(4, saying("Thank you.")),
      answer(1, { ...saying("Again."), lovedAt: "2026-11-21T08:00:00.000Z" })
    ]
    pages = {
      "": { items: [late], next: null },
      [of]: { items: [late], next: "one" },
      [`${of}&after=one`]: { items: [], next: "two" },
      [`${of}&after=two`]: { items: [early], next: null }
    }
    open(mine)
    await screen.findByText("Thank you.")
    fireEvent.click(all()!)
    await screen.findByText(/November.*2026/)
    fireEvent.click(await screen.findByRole("button", { name: "Earlier answers", hidden: true }))
    await screen.findByText("Again.")
    assert.deepStrictEqual(asked.slice(-2), [`${of}&after=one`, `${of}&after=two`])
    const items = screen.getAllByRole("listitem", { hidden: true }).map(({ textContent }) => textContent)
    assert.strictEqual(items.length, 2)
    assert.match(items[0] ?? "", /24.*2026Thank you\.$/)
    assert.match(items[1] ?? "", /21.*2026LovedAgain\.$/)
  })

  it("is asked for where it was long ago, and says so when it cannot be read", async () => {
    pages = { "": { items: [], next: null } }
    open({ ...mine, replies: 1 })
    await waitFor(() => assert.isNotNull(all()))
    fireEvent.click(all()!)
    await screen.findByRole("alert", { hidden: true })
  })
})
